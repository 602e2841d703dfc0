package io.backdrop.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.testkit.LogCapture;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("warned-once")
class ClosedWorkerExecutorTest {

  @Test
  void itLeavesValuesToTheirClosersWithOneWarningThatNamesIt() {
    List<Object> released = new ArrayList<>();
    var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    var done = new CompletableFuture<Void>();
    var workers = vertx.createSharedWorkerExecutor("slow-files");
    var strategy = BackdropVertx.executeBlocking(workers);
    workers.close();
    vertx.runOnContext(there -> done.join()); // No look takes a value before it is refused.
    try (var log = new LogCapture()) {
      Backdrop.of("one", released::add, strategy).close();
      Backdrop.of("two", released::add, strategy).close();

      assertThat(released).containsExactly("one", "two");
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("Vert.x worker executor slow-files refused", "released in place");
    }
    done.complete(null);
    vertx.close().await();
  }
}
