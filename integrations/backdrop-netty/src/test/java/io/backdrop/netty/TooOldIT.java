package io.backdrop.netty;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.backdrop.BackdropStrategy;
import io.netty.channel.DefaultEventLoop;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** With Netty 4.1 on the class path. */
class TooOldIT {

  private final DefaultEventLoop loop = new DefaultEventLoop();

  @Test
  void everyStrategyIsRefusedWhenItIsMade() {
    assertRefused(() -> BackdropNetty.eventLoop(loop));
    assertRefused(() -> BackdropNetty.eventLoop(loop, Duration.ofMillis(1)));
    assertRefused(() -> BackdropNetty.currentEventLoop(loop, BackdropStrategy.trivial()));
    assertRefused(() -> BackdropNetty.blocking(loop));
  }

  private static void assertRefused(Supplier<BackdropStrategy> strategy) {
    assertThatIllegalStateException()
        .isThrownBy(strategy::get)
        .withMessage("backdrop-netty needs Netty 4.2 or newer; found 4.1.118.Final; update it");
  }
}
