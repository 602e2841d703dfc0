package io.backdrop;

import static java.util.Collections.nCopies;

import io.backdrop.testkit.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/** Closes values where hardly any stack is left, and again, later, what is still open then. */
final class EndOfStackMain {

  private static final int SMALL_STACK = 256 * 1024;

  private EndOfStackMain() {}

  /** Fails when a value is lost or released twice. */
  public static void main(String[] arguments) throws Exception {
    for (var argument : arguments) {
      var ledger = new Ledger(2_000);
      switch (argument) {
        case "help" -> helpAll(ledger);
        case "ended" -> closeOntoEnded(ledger);
        default -> closeAll(EveryStrategy.valueOf(argument), ledger);
      }
      ledger.assertEachReleasedOnce();
    }
  }

  /** Closes values onto a trash thread that was closed before. */
  private static void closeOntoEnded(Ledger ledger) throws Exception {
    var trash = TrashThread.start();
    trash.close();
    inSmallStack(() -> closeOnto(trash, ledger));
  }

  /** Helps a trash thread that is held up, where hardly any stack is left. */
  private static void helpAll(Ledger ledger) throws Exception {
    var gate = new CountDownLatch(1);
    var atGate = new CountDownLatch(1);
    Disposer<Object> waiting =
        value -> {
          atGate.countDown();
          gate.await();
        };
    try (var trash = TrashThread.start()) {
      Backdrop.of("gate", waiting, trash).close();
      atGate.await();
      for (int value = 0; value < ledger.size(); value++) {
        Backdrop.of(value, ledger, trash).close();
      }
      Runnable helping = () -> trash.helpDispose(5);
      inSmallStack(() -> {
        new Diver(nCopies(500, helping)).run();
        return null;
      });
      if (trash.flush(Duration.ZERO)) {
        throw new AssertionError("A flush does not wait for what runs");
      }
      gate.countDown();
      checkNothingIsPending(trash);
    }
  }

  static Ledger closeAll(EveryStrategy kind, Ledger ledger) throws Exception {
    inSmallStack(() -> closeHere(kind, ledger));
    return ledger;
  }

  private static void inSmallStack(Callable<Void> action) throws Exception {
    var task = new FutureTask<>(action);
    new Thread(null, task, "small stack", SMALL_STACK).start();
    task.get();
  }

  private static Void closeHere(EveryStrategy kind, Ledger ledger) throws Exception {
    try (var subject = kind.open()) {
      closeOnto(subject.strategy(), ledger);
      if (subject.strategy() instanceof TrashThread trash) {
        checkNothingIsPending(trash);
      }
    }
    return null;
  }

  private static Void closeOnto(BackdropStrategy strategy, Ledger ledger) {
    var closing = new ArrayList<Runnable>();
    for (int value = 0; value < ledger.size(); value += 2) {
      closing.add(Backdrop.of(value, ledger, strategy)::close);
      closing.add(Arc.of(value + 1, ledger, strategy)::close);
    }
    new Diver(closing).run();
    closing.forEach(Runnable::run); // Here is stack enough.
    return null;
  }

  private static void checkNothingIsPending(TrashThread trash) throws InterruptedException {
    trash.flush();
    if (trash.stats().pending() != 0) {
      throw new AssertionError("Something is pending for ever: " + trash.stats());
    }
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
