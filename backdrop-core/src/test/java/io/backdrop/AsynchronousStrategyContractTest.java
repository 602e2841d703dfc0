package io.backdrop;

import io.backdrop.testkit.AsynchronousStrategyContract;
import io.backdrop.testkit.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every strategy that releases elsewhere: here for those with several threads. */
@ParameterizedClass
@MethodSource("io.backdrop.EveryStrategy#onThreads")
class AsynchronousStrategyContractTest extends AsynchronousStrategyContract {

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
