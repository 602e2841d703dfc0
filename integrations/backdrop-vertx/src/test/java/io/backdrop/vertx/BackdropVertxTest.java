package io.backdrop.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackdropVertxTest {

  @Test
  void eventLoopsAreThreadsThatMustNotBlockAndWorkersAreNot() throws Exception {
    var vertx = Vertx.vertx();
    var mustNotBlock = BackdropVertx.mustNotBlock();
    var onLoop = new CompletableFuture<Boolean>();
    vertx.runOnContext(there -> onLoop.complete(mustNotBlock.getAsBoolean()));

    assertThat(onLoop.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(vertx.executeBlocking(mustNotBlock::getAsBoolean).await()).isFalse();
    assertThat(mustNotBlock.getAsBoolean()).isFalse();
    vertx.close().await();
  }

  @Test
  void anOlderVertxIsRefused() {
    var without5 = new ClassLoader(null) {};

    assertThatIllegalStateException()
        .isThrownBy(() -> VertxVersion.check(without5))
        .withMessageContaining("needs Vert.x 5 or newer");
  }
}
