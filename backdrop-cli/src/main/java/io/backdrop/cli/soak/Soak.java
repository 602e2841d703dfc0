package io.backdrop.cli.soak;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rounds of everything at once, until the time is up, enough was seen, or one does not balance.
 *
 * <p>For the whole process: it takes the handler of uncaught exceptions and the level of leak
 * detection for itself, and silences the library's log, until it ends.
 */
public final class Soak {

  private final Settings settings;
  private final long began = System.nanoTime();
  private final Tried tried = new Tried();
  private Balance balance = Balance.EMPTY;
  private long rounds;

  /** The round before the one that is going on; null in the first. */
  private @Nullable Play last;

  /** A soak that has not begun. */
  public Soak(Settings settings) {
    this.settings = settings;
  }

  /**
   * Runs it; tells of each round that balances.
   *
   * @param progress is given what has come of it so far
   * @return what came of it
   */
  public Outcome run(Consumer<Outcome> progress) {
    try (var process = new ProcessWide()) {
      long seed = settings.seed();
      do {
        var imbalance = play(seed, process);
        if (imbalance != null) {
          return outcome(imbalance);
        }
        progress.accept(soFar());
        seed = Seeds.after(seed);
      } while (!isEnough());
    }
    return soFar();
  }

  private boolean isEnough() {
    return time().compareTo(settings.time()) >= 0 || balance.made() >= settings.disposals();
  }

  private Duration time() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private @Nullable Imbalance play(long seed, ProcessWide process) {
    var faults = process.begin();
    var play = new Play(seed, faults, settings);
    if (!play.ends(settings.patience())) {
      faults.add("the round does not end: it has taken " + settings.patience());
      return play.imbalance(ThreadDump.take());
    }
    add(play);
    var imbalance = imbalance(last, play);
    last = play;
    return imbalance;
  }

  /** Of the one before as well: some threads that nobody can wait for may have been late. */
  private static @Nullable Imbalance imbalance(@Nullable Play before, Play play) {
    if (before != null && before.isFaulty()) {
      return before.imbalance(List.of());
    }
    return play.isFaulty() ? play.imbalance(List.of()) : null;
  }

  private synchronized void add(Play play) {
    rounds++;
    balance = balance.plus(play.balance());
    tried.addAll(play.tried());
  }

  /** {@return what has come of it so far} Any thread may ask. */
  public Outcome soFar() {
    return outcome(null);
  }

  private synchronized Outcome outcome(@Nullable Imbalance imbalance) {
    var time = time();
    return new Outcome(
        settings.seed(), rounds, time, balance, Table.of(tried, balance, rounds, time), imbalance);
  }
}
