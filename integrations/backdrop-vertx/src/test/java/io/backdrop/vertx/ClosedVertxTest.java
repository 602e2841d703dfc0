package io.backdrop.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.testkit.LogCapture;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("warned-once")
class ClosedVertxTest {

  private final VertxInternal vertx = (VertxInternal) Vertx.vertx();
  private final List<Object> released = new ArrayList<>();

  @Test
  void itLeavesValuesToTheirClosersWithOneWarningThatNamesIt() {
    var strategy = BackdropVertx.executeBlocking(vertx);
    vertx.close().await();
    try (var log = new LogCapture()) {
      Backdrop.of("one", released::add, strategy).close();
      Backdrop.of("two", released::add, strategy).close();

      assertThat(released).containsExactly("one", "two");
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("workers of Vert.x", "released in place");
    }
  }

  @Test
  void itIsWarnedOfAlsoAfterAThreadWithoutAContextWas() {
    var strategy = BackdropVertx.currentContext();
    var context = vertx.contextBuilder().withThreadingModel(ThreadingModel.WORKER).build();
    vertx.close().await();
    try (var log = new LogCapture()) {
      Backdrop.of("one", released::add, strategy).close();
      context.dispatch(() -> Backdrop.of("two", released::add, strategy).close());

      assertThat(released).containsExactly("one", "two");
      assertThat(log.records())
          .extracting(warning -> warning.getThrown().getMessage())
          .satisfiesExactly(
              first -> assertThat(first).contains("no Vert.x context"),
              second -> assertThat(second).contains("is closing"));
    }
  }
}
