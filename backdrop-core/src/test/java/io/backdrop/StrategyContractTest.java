package io.backdrop;

import io.backdrop.testkit.StrategyContract;
import io.backdrop.testkit.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every strategy: here for those that release in the thread that closes. */
@ParameterizedClass
@MethodSource("io.backdrop.EveryStrategy#inCaller")
class StrategyContractTest extends StrategyContract {

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
