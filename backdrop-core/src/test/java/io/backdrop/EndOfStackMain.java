package io.backdrop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

/** Closes values where hardly any stack is left, and again, later, what is still open then. */
final class EndOfStackMain {

  private static final int SMALL_STACK = 256 * 1024;

  private EndOfStackMain() {}

  /** Fails when a value is lost or released twice. */
  public static void main(String[] arguments) throws Exception {
    for (var strategy : arguments) {
      closeAll(EveryStrategy.valueOf(strategy), new Ledger(5_000)).assertEachReleasedOnce();
    }
  }

  static Ledger closeAll(EveryStrategy kind, Ledger ledger) throws Exception {
    var task = new FutureTask<>(() -> closeHere(kind, ledger));
    new Thread(null, task, "small stack", SMALL_STACK).start();
    return task.get();
  }

  private static Ledger closeHere(EveryStrategy kind, Ledger ledger) throws Exception {
    try (var subject = kind.open()) {
      var backdrops = new ArrayList<Backdrop<Integer>>();
      for (int value = 0; value < ledger.size(); value++) {
        backdrops.add(Backdrop.of(value, ledger, subject.strategy()));
      }
      new Diver(backdrops).run();
      backdrops.forEach(Backdrop::close); // Here is stack enough.
    }
    return ledger;
  }

  /** Goes down until the stack ends, then closes one in each of the last frames; and down again. */
  private static final class Diver {

    private static final int FRAMES = 50;

    private final List<Backdrop<Integer>> backdrops;
    private int next;

    Diver(List<Backdrop<Integer>> backdrops) {
      this.backdrops = backdrops;
    }

    void run() {
      while (next < backdrops.size()) {
        dive();
      }
    }

    /** Returns how many frames it is above the end of the stack. */
    private int dive() {
      int above = diveDeeper();
      if (above < FRAMES && next < backdrops.size()) {
        close(backdrops.get(next++));
      }
      return above + 1;
    }

    private int diveDeeper() {
      try {
        return dive();
      } catch (StackOverflowError end) {
        return 0;
      }
    }

    private static void close(Backdrop<Integer> backdrop) {
      try {
        backdrop.close();
      } catch (StackOverflowError noStack) {
        // As documented: then it is still open.
      }
    }
  }
}
