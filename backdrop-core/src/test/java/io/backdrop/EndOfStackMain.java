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
      var closing = new ArrayList<Runnable>();
      for (int value = 0; value < ledger.size(); value += 2) {
        closing.add(Backdrop.of(value, ledger, subject.strategy())::close);
        closing.add(Arc.of(value + 1, ledger, subject.strategy())::close);
      }
      new Diver(closing).run();
      closing.forEach(Runnable::run); // Here is stack enough.
    }
    return ledger;
  }

  /** Goes down until the stack ends, then closes one in each of the last frames; and down again. */
  private static final class Diver {

    private static final int FRAMES = 50;

    private final List<Runnable> closing;
    private int next;

    Diver(List<Runnable> closing) {
      this.closing = closing;
    }

    void run() {
      while (next < closing.size()) {
        dive();
      }
    }

    /** Returns how many frames it is above the end of the stack. */
    private int dive() {
      int above = diveDeeper();
      if (above < FRAMES && next < closing.size()) {
        close(closing.get(next++));
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

    private static void close(Runnable closing) {
      try {
        closing.run();
      } catch (StackOverflowError noStack) {
        // As documented: then it is still open.
      }
    }
  }
}
