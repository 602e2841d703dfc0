package io.backdrop.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Arc;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import org.junit.jupiter.api.Test;

/** The example in the Javadoc. What stands between the markers is shown there. */
class Snippets {

  // @start region="no-open-handles"
  @NoOpenHandles
  static class IndexTest {

    @Test
    void itIsServedWhileItIsShared() {
      try (var index = Arc.of("index", Disposer.none(), BackdropStrategy.trivial())) {
        var leaked = index.share(); // fails the test, which says so and names this line
        assertThat(leaked.get()).isEqualTo("index");
      }
    }
  }

  // @end

  @Test
  void theExampleFails() {
    assertThat(Run.of(IndexTest.class).failure())
        .hasMessageContaining("java.lang.String")
        .hasMessageContaining("Snippets.java");
  }
}
