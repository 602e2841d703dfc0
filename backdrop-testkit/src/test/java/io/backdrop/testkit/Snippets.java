package io.backdrop.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.BackdropStrategy;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The examples in the Javadoc. What stands between the markers is shown there. */
class Snippets {

  // @start region="contract"
  static class SingleThreadTest extends QueueingStrategyContract {

    @Override
    protected Subject open() {
      var executor = Executors.newSingleThreadExecutor();
      return Subject.of(BackdropStrategy.on(executor)).endedBy(executor);
    }
  }

  // @end

  @Test
  void contract() {
    assertThat(Run.of(SingleThreadTest.class).failures()).isEmpty();
  }
}
