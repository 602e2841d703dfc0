package io.backdrop.cli.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A round on a thread of its own, so that one that hangs can be left. */
final class Play {

  private final long seed;
  private final Faults faults;
  private final Round round;

  /** Written by the thread of the round, read when that has ended. */
  private Balance balance = Balance.EMPTY;

  Play(long seed, Faults faults, Settings settings) {
    this.seed = seed;
    this.faults = faults;
    this.round = new Round(seed, faults, settings);
  }

  /** Returns whether it has come to its end, well or not, in this time. */
  boolean ends(Duration patience) {
    var thread = Thread.ofPlatform().name("soak-round").daemon().start(this::run);
    boolean[] ended = new boolean[1];
    Waiting.forever(() -> ended[0] = thread.join(patience));
    return ended[0];
  }

  private void run() {
    try {
      balance = round.play();
    } catch (Throwable failure) {
      faults.add("the round failed: " + SeenFailures.trace(failure));
    }
  }

  Balance balance() {
    return balance;
  }

  Tried tried() {
    return round.tried();
  }

  /** Whether something does not hold, also if that has turned out after its end. */
  boolean isFaulty() {
    return !faults.isEmpty();
  }

  /** Why it does not balance, with what is known beside that. */
  Imbalance imbalance(List<String> more) {
    var lines = new ArrayList<>(faults.lines());
    lines.addAll(more);
    return new Imbalance(seed, round.describe(), lines);
  }
}
