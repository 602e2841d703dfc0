package io.backdrop.vertx;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.backdrop.BackdropStrategy;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** With Vert.x 4 on the class path, which does not start beside the Netty of Vert.x 5. */
class TooOldIT {

  @Test
  void everyStrategyIsRefusedWhenItIsMade() {
    assertRefused(BackdropVertx::currentContext);
    assertRefused(() -> BackdropVertx.currentContext(BackdropStrategy.trivial()));
    assertRefused(() -> BackdropVertx.executeBlocking((Vertx) null));
    assertRefused(() -> BackdropVertx.executeBlocking((WorkerExecutor) null));
  }

  private static void assertRefused(Supplier<BackdropStrategy> strategy) {
    assertThatIllegalStateException()
        .isThrownBy(strategy::get)
        .withMessage("backdrop-vertx needs Vert.x 5 or newer; found 4.5.10; update vertx-core");
  }
}
