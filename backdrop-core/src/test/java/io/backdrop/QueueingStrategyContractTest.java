package io.backdrop;

import io.backdrop.testkit.QueueingStrategyContract;
import io.backdrop.testkit.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every strategy that runs no disposal inside of another. */
@ParameterizedClass
@MethodSource("io.backdrop.EveryStrategy#queueing")
class QueueingStrategyContractTest extends QueueingStrategyContract {

  private final LogCapture log = new LogCapture();
  @Parameter EveryStrategy kind;

  @Override
  protected Subject open() {
    return kind.open();
  }

  @AfterEach
  void endCapture() {
    log.close();
  }
}
