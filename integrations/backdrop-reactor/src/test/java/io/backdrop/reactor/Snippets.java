package io.backdrop.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.testkit.Ledger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The examples in the Javadoc. What stands between the markers is shown there. */
@Timeout(60)
class Snippets {

  private static final Ledger CLOSED = new Ledger(11);

  record Index(int number) implements AutoCloseable {

    static Index open() {
      return new Index(0);
    }

    Mono<String> answer(String request) {
      return Mono.just("answer to " + request);
    }

    @Override
    public void close() {
      CLOSED.dispose(number);
    }
  }

  @Test
  void using() throws Exception {
    // @start region="using"
    var blocking = BackdropReactor.boundedElastic();
    Mono<String> answer =
        BackdropReactor.usingMono(Index::open, blocking, index -> index.answer("request"));
    // @end
    assertThat(answer.block()).isEqualTo("answer to request");

    var indexes = Flux.range(1, 10).map(Index::new);
    // @start region="discard"
    Flux<Index> first =
        indexes
            .skip(9) // and what is skipped is released
            .doOnDiscard(Index.class, BackdropReactor.onDiscard(blocking));
    // @end
    first.blockLast().close();
    CLOSED.await();
    CLOSED.assertEachReleasedOnce();
  }
}
