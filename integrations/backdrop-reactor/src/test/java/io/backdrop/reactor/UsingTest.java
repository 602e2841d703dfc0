package io.backdrop.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A value lives as long as the Mono or Flux that is made of it. */
@Timeout(60)
class UsingTest {

  private final List<Disposal> closed = new ArrayList<>();
  private final List<Object> released = new ArrayList<>();

  @Test
  void aMonoClosesItsValueBeforeItTellsItsEnd() {
    var closedAtTheEnd = new ArrayList<Integer>();

    var result =
        BackdropReactor.usingMono(
                () -> "value", released::add, closed::add, value -> Mono.just(value.length()))
            .doOnSuccess(length -> closedAtTheEnd.add(closed.size()))
            .block();

    assertThat(result).isEqualTo(5);
    assertThat(closedAtTheEnd).containsExactly(1);
    assertThat(released).isEmpty();
    closed.getFirst().run();
    assertThat(released).containsExactly("value");
  }

  @Test
  void eachSubscriberHasAValueOfItsOwn() {
    var flux =
        BackdropReactor.usingFlux(
            Object::new, released::add, BackdropStrategy.trivial(), value -> Flux.just(value));

    var first = flux.blockLast();
    var second = flux.blockLast();

    assertThat(first).isNotSameAs(second);
    assertThat(released).containsExactly(first, second);
  }

  @Test
  void aFluxThatFailsClosesItsValue() {
    var failing =
        BackdropReactor.usingFlux(
            () -> "value",
            released::add,
            closed::add,
            value -> Flux.error(new IOException("on purpose")));

    assertThatThrownBy(failing::blockLast).hasRootCauseMessage("on purpose");
    assertThat(closed).hasSize(1);
  }

  @Test
  void aFluxThatIsCancelledClosesItsValue() {
    BackdropReactor.usingFlux(
            () -> "value", released::add, closed::add, value -> Flux.range(0, 1_000))
        .take(1)
        .blockLast();

    assertThat(closed).hasSize(1);
  }

  @Test
  void whatIsCloseableIsClosed() {
    var values = new ArrayList<Closing>();

    var mono =
        BackdropReactor.usingMono(
            () -> {
              values.add(new Closing());
              return values.getFirst();
            },
            BackdropStrategy.trivial(),
            value -> Mono.just(value.closed));
    var flux =
        BackdropReactor.usingFlux(
            values::getFirst, BackdropStrategy.trivial(), value -> Flux.just(value.closed));

    assertThat(mono.block()).isZero();
    assertThat(flux.blockLast()).isEqualTo(1);
    assertThat(values.getFirst().closed).isEqualTo(2);
  }

  @Test
  void aValueThatCannotBeMadeIsAnErrorOfTheMono() {
    var mono =
        BackdropReactor.usingMono(
            () -> {
              throw new IOException("on purpose");
            },
            released::add,
            closed::add,
            value -> Mono.just("unreached"));

    assertThatThrownBy(mono::block).hasRootCauseMessage("on purpose");
    assertThat(closed).isEmpty();
  }

  @Test
  void whatAnOperatorDiscardsIsReleased() {
    Flux.range(0, 10)
        .filter(number -> number % 2 == 0)
        .doOnDiscard(Integer.class, BackdropReactor.onDiscard(released::add, Disposal::run))
        .blockLast();

    assertThat(released).containsExactly(1, 3, 5, 7, 9);
  }

  private static final class Closing implements AutoCloseable {
    private int closed;

    @Override
    public void close() {
      closed++;
    }
  }
}
