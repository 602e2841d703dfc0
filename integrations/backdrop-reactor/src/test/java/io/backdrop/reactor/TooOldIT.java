package io.backdrop.reactor;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.backdrop.BackdropStrategy;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

/** With Reactor 3.4 on the class path. */
class TooOldIT {

  @Test
  void everyStrategyIsRefusedWhenItIsMade() {
    assertRefused(BackdropReactor::parallel);
    assertRefused(BackdropReactor::boundedElastic);
    assertRefused(() -> BackdropReactor.on(Schedulers.immediate()));
  }

  private static void assertRefused(Supplier<BackdropStrategy> strategy) {
    assertThatIllegalStateException()
        .isThrownBy(strategy::get)
        .withMessage(
            "backdrop-reactor needs Reactor 3.5 or newer; found 3.4.34; update reactor-core");
  }
}
