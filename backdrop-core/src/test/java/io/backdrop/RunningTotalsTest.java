package io.backdrop;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When those who run disposals look how many have been handed off, which disturbs producers. */
class RunningTotalsTest {

  private final AtomicLong clock = new AtomicLong();
  private final Backlog backlog = new Backlog(100, 100);
  private final RunningTotals totals =
      new RunningTotals(
          backlog,
          new Retries(clock::get, ListenerCalls.NONE, () -> {}),
          backlog::taken,
          clock::get);

  /** A turn that begins now, takes so long, and runs one. */
  private void turn(long millis) {
    clock.addAndGet(MILLISECONDS.toNanos(millis));
    backlog.poll();
    backlog.addDone(1, 0);
    totals.ran(MILLISECONDS.toNanos(millis), clock.get());
  }

  private void rest(long millis) {
    totals.idle();
    clock.addAndGet(MILLISECONDS.toNanos(millis));
  }

  private void handOff(int count) {
    for (int i = 0; i < count; i++) {
      backlog.offer(new ClaimableDisposal<>("value", Disposer.none(), null), 0, true);
    }
  }

  private Duration oldest() {
    return totals.statistics(0, 0, 0).oldest();
  }

  @Test
  void afterAQuickTurnThatFollowsARestNobodyLooks() {
    rest(100);
    handOff(1);
    turn(0);
    handOff(1);

    assertThat(oldest()).as("as if it had come right after the last look").hasMillis(100);
  }

  @Test
  void whoGoesOnForAMillisecondLooks() {
    rest(100);
    handOff(2);
    turn(0);
    turn(1);
    handOff(1);

    assertThat(oldest()).as("since the look after the second turn").isZero();
  }

  @Test
  void afterALongTurnHeLooksAlsoWhereThatFollowsARest() {
    rest(100);
    handOff(1);
    turn(60_000);
    handOff(1);

    assertThat(oldest()).as("since the look after the turn").isZero();
  }
}
