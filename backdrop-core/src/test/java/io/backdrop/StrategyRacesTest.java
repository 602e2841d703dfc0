package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every strategy when several threads are involved, or very many values. */
@Timeout(60)
class StrategyRacesTest {

  private static final int ROUNDS = 500;

  private final LogCapture log = new LogCapture();

  @AfterEach
  void endCapture() {
    log.close();
  }

  @ParameterizedTest
  @EnumSource
  void ofManyThreadsThatCloseOneReleases(EveryStrategy kind) throws Exception {
    var ledger = new Ledger(ROUNDS);
    try (var subject = kind.open()) {
      var backdrops = backdrops(ledger, subject.strategy());

      Together.run(4, thread -> backdrops.forEach(Backdrop::close));

      subject.await(ledger);
    }
    ledger.assertEachReleasedOnce();
  }

  @ParameterizedTest
  @EnumSource
  void aValueIsEitherReleasedOrTakenBack(EveryStrategy kind) throws Exception {
    var ledger = new Ledger(ROUNDS);
    var takenBack = new AtomicInteger();
    try (var subject = kind.open()) {
      var backdrops = backdrops(ledger, subject.strategy());

      Together.run(
          3,
          thread -> {
            for (var backdrop : backdrops) {
              if (thread == 0) {
                takenBack.addAndGet(takeBack(backdrop, ledger));
              } else {
                backdrop.close();
              }
            }
          });

      subject.await(ledger);
    }
    assertThat(takenBack).hasValueBetween(0, ROUNDS);
    ledger.assertEachReleasedOnce();
  }

  @ParameterizedTest
  @EnumSource
  void aValueIsReleasedOnceHoweverOftenItIsMoved(EveryStrategy kind) throws Exception {
    var ledger = new Ledger(ROUNDS);
    try (var subject = kind.open()) {
      var backdrops = backdrops(ledger, subject.strategy());

      Together.run(
          3,
          thread -> {
            for (var backdrop : backdrops) {
              move(backdrop, subject.strategy());
            }
          });

      subject.await(ledger);
    }
    ledger.assertEachReleasedOnce();
  }

  @ParameterizedTest
  @EnumSource
  void thousandsFromSeveralThreadsAreEachReleasedOnce(EveryStrategy kind) throws Exception {
    int each = 2_000;
    var ledger = new Ledger(4 * each);
    try (var subject = kind.open()) {
      Together.run(
          4,
          thread -> {
            for (int value = thread * each; value < (thread + 1) * each; value++) {
              Backdrop.of(value, ledger, subject.strategy()).close();
            }
          });
      subject.await(ledger);
    }
    ledger.assertEachReleasedOnce();
  }

  @ParameterizedTest
  @EnumSource
  void theDisposerSeesWhatTheClosingThreadWrote(EveryStrategy kind) throws Exception {
    var ledger = new Ledger(ROUNDS);
    var unseen = new AtomicInteger();
    Disposer<Page> disposer =
        page -> {
          if (page.written != page.number || page.lines.size() != 3) {
            unseen.incrementAndGet();
          }
          ledger.dispose(page.number);
        };
    try (var subject = kind.open()) {
      for (int number = 0; number < ROUNDS; number++) {
        var page = new Page(number);
        var backdrop = Backdrop.of(page, disposer, subject.strategy());
        page.written = number;
        page.lines.addAll(List.of("a", "b", "c"));
        backdrop.close();
      }
      subject.await(ledger);
    }
    assertThat(unseen).hasValue(0);
  }

  @ParameterizedTest
  @MethodSource("io.backdrop.EveryStrategy#queueing")
  void aChainOfAMillionNestedBackdropsNeedsNoStack(EveryStrategy kind) throws Exception {
    var ledger = new Ledger(1_000_000);
    try (var subject = kind.open()) {
      Backdrop<Link> chain = null;
      for (int number = 0; number < ledger.size(); number++) {
        chain = Backdrop.of(new Link(number, chain, ledger), subject.strategy());
      }
      chain.close();
      subject.await(ledger);
    }
    ledger.assertEachReleasedOnce();
  }

  /** Written by one thread without any synchronization of its own. */
  private static final class Page {
    private final int number;
    private final List<String> lines = new ArrayList<>();
    private int written = -1;

    Page(int number) {
      this.number = number;
    }
  }

  private record Link(int number, Backdrop<Link> next, Ledger ledger) implements AutoCloseable {
    @Override
    public void close() {
      ledger.dispose(number);
      if (next != null) {
        next.close();
      }
    }
  }

  private static List<Backdrop<Integer>> backdrops(Ledger ledger, BackdropStrategy strategy) {
    var backdrops = new ArrayList<Backdrop<Integer>>();
    for (int value = 0; value < ledger.size(); value++) {
      backdrops.add(Backdrop.of(value, ledger, strategy));
    }
    return backdrops;
  }

  private static int takeBack(Backdrop<Integer> backdrop, Ledger ledger) {
    try {
      ledger.dispose(backdrop.unwrap());
      return 1;
    } catch (IllegalStateException closed) {
      return 0;
    }
  }

  private static void move(Backdrop<Integer> backdrop, BackdropStrategy strategy) {
    try {
      backdrop.withStrategy(strategy).close();
    } catch (IllegalStateException moved) {
      assertThat(backdrop.isClosed()).isTrue();
    }
  }
}
