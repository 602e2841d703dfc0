package io.backdrop.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What holds for every strategy that releases what it is given. Extend it, and you have the tests
 * of your strategy:
 *
 * {@snippet file="io/backdrop/testkit/Snippets.java" region="contract"}
 *
 * <p>Each value is released, and only once, whether it was closed twice, taken back, moved here
 * from another strategy, refused by one, closed by a disposer or by a thread that was interrupted,
 * pending at the strategy's end, or closed after it; a failing disposer keeps no other value from
 * being released. That holds too when several threads close, take back and move the same handles,
 * and when they close thousands; and what the closing thread wrote, the disposer sees.
 *
 * <p>While a test runs, uncaught exceptions are not printed: the tests throw some. Do not run them
 * in parallel with tests that rely on the default handler of uncaught exceptions.
 */
public abstract class StrategyContract extends OneThreadContract {

  private static final int ROUNDS = 500;

  /** Called by subclasses. */
  protected StrategyContract() {}

  @Test
  void ofManyThreadsThatCloseOneReleases() throws Exception {
    var ledger = new Ledger(ROUNDS);
    try (var subject = open()) {
      var backdrops = backdrops(ledger, subject.strategy());

      Together.run(4, thread -> backdrops.forEach(Backdrop::close));

      subject.await(ledger);
    }
    ledger.assertEachReleasedOnce();
  }

  @Test
  void aValueIsEitherReleasedOrTakenBack() throws Exception {
    var ledger = new Ledger(ROUNDS);
    try (var subject = open()) {
      var backdrops = backdrops(ledger, subject.strategy());

      Together.run(
          3,
          thread -> {
            for (var backdrop : backdrops) {
              if (thread == 0) {
                takeBack(backdrop, ledger);
              } else {
                backdrop.close();
              }
            }
          });

      subject.await(ledger);
    }
    ledger.assertEachReleasedOnce();
  }

  @Test
  void aValueIsReleasedOnceHoweverOftenItIsMoved() throws Exception {
    var ledger = new Ledger(ROUNDS);
    try (var subject = open()) {
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

  @Test
  void thousandsFromSeveralThreadsAreEachReleasedOnce() throws Exception {
    int each = 2_000;
    var ledger = new Ledger(4 * each);
    try (var subject = open()) {
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

  @Test
  void theDisposerSeesWhatTheClosingThreadWrote() throws Exception {
    var ledger = new Ledger(ROUNDS);
    var unseen = new AtomicInteger();
    Disposer<Page> disposer =
        page -> {
          if (page.written != page.number || page.lines.size() != 3) {
            unseen.incrementAndGet();
          }
          ledger.dispose(page.number);
        };
    try (var subject = open()) {
      for (int number = 0; number < ROUNDS; number++) {
        var page = new Page(number);
        var backdrop = Backdrop.of(page, disposer, subject.strategy());
        page.written = number;
        page.lines.addAll(List.of("a", "b", "c"));
        backdrop.close();
      }
      subject.await(ledger);
    }
    assertThat(unseen).as("disposers that missed what was written before close()").hasValue(0);
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

  private static List<Backdrop<Integer>> backdrops(Ledger ledger, BackdropStrategy strategy) {
    var backdrops = new ArrayList<Backdrop<Integer>>();
    for (int value = 0; value < ledger.size(); value++) {
      backdrops.add(Backdrop.of(value, ledger, strategy));
    }
    return backdrops;
  }

  private static void takeBack(Backdrop<Integer> backdrop, Ledger ledger) {
    try {
      ledger.dispose(backdrop.unwrap());
    } catch (IllegalStateException closed) {
      assertThat(backdrop.isClosed()).isTrue();
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
