package io.backdrop;

import static java.util.Collections.nCopies;

import io.backdrop.testkit.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Closes values where hardly any stack is left, and again, later, what is still open then. */
final class EndOfStackMain {

  private static final int SMALL_STACK = 256 * 1024;

  private EndOfStackMain() {}

  /** Fails when a value is lost or released twice. */
  public static void main(String[] arguments) throws Exception {
    for (var argument : arguments) {
      var ledger = new Ledger(1_000);
      switch (argument) {
        case "help" -> helpAll(ledger);
        case "ended" -> closeOntoEnded(ledger);
        case "weighed" -> closeWeighed(ledger);
        case "taken back" -> inSmallStack(() -> takeBackAll(ledger));
        case "placed" -> inSmallStack(() -> placeAll(ledger));
        case "place closed" -> inSmallStack(() -> closePlaces(ledger));
        case "drained" -> inSmallStack(() -> drainAll(ledger));
        case "refused" -> inSmallStack(() -> closeOnto(refusing(), ledger));
        default -> inSmallStack(() -> closeHere(EveryStrategy.valueOf(argument), ledger));
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

  /** Closes values that weigh something; what did not get in takes no room afterwards. */
  private static void closeWeighed(Ledger ledger) throws Exception {
    int bytes = ledger.size() / 4;
    try (var trash = TrashThread.builder().boundBytes(bytes).start()) {
      var weighing = ledger.weighing(value -> 1);
      inSmallStack(() -> closeOnto(trash, weighing, ledger.size()));
      checkNothingIsPending(trash);
      checkThereIsRoom(trash, bytes);
    }
  }

  private static void checkThereIsRoom(TrashThread trash, int bytes) throws Exception {
    var gate = new CountDownLatch(1);
    Backdrop.of("gate", value -> gate.await(), trash).close();
    long inCaller = trash.stats().inCaller();
    for (int i = 0; i < bytes; i++) {
      Backdrop.of(i, Disposer.<Integer>none().weighing(value -> 1), trash).close();
    }
    if (trash.stats().inCaller() != inCaller) {
      throw new AssertionError("Bytes are pending for ever: " + trash.stats());
    }
    gate.countDown();
  }

  /** Takes values out of handles of each kind, and closes those that were not. */
  private static Void takeBackAll(Ledger ledger) {
    var strategy = BackdropStrategy.trivial();
    var taken = new Object[ledger.size()]; // Nothing is called to put something in.
    var taking = new ArrayList<Runnable>();
    var closing = new ArrayList<Runnable>();
    for (int value = 0; value < ledger.size(); value += 4) {
      int first = value;
      var backdrop = Backdrop.of(value, ledger, strategy);
      var arc = Arc.of(value + 1, ledger, strategy);
      var unique = UniqueArc.of(value + 2, ledger, strategy);
      var moving = Backdrop.of(value + 3, ledger, strategy);
      taking.add(() -> taken[first] = backdrop.unwrap());
      taking.add(() -> taken[first + 1] = arc.tryUnwrap());
      taking.add(() -> taken[first + 2] = unique.unwrap());
      taking.add(() -> taken[first + 3] = moving.withStrategy(strategy));
      closing.addAll(List.of(backdrop::close, arc::close, unique::close, moving::close));
    }
    new Diver(taking).run();
    closing.forEach(Runnable::run); // What was taken is not there any more.
    for (int value = 0; value < taken.length; value++) {
      if (taken[value] != null) {
        ledger.dispose(value);
      }
    }
    return null;
  }

  /** Moves handles into places of their own; where there is none, the handle is still open. */
  private static Void placeAll(Ledger ledger) {
    try (var queue = new TrashQueue()) {
      new ArcSwap<>(Arc.of(0, Disposer.none(), queue)).close(); // Loads the class.
      var places = new ArcSwap<?>[ledger.size()];
      var placing = new ArrayList<Runnable>();
      var closing = new ArrayList<Runnable>();
      for (int value = 0; value < ledger.size(); value++) {
        int place = value;
        var arc = Arc.of(value, ledger, queue);
        placing.add(() -> places[place] = new ArcSwap<>(arc));
        closing.add(arc::close);
      }
      new Diver(placing).run();
      closing.forEach(Runnable::run);
      Stream.of(places).filter(Objects::nonNull).forEach(ArcSwap::close);
    }
    return null;
  }

  private static Void closePlaces(Ledger ledger) {
    try (var queue = new TrashQueue()) {
      var closing = new ArrayList<Runnable>();
      for (int value = 0; value < ledger.size(); value++) {
        closing.add(new ArcSwap<>(Arc.of(value, ledger, queue))::close);
      }
      new Diver(closing).run();
      closing.forEach(Runnable::run); // Here is stack enough.
    }
    return null;
  }

  /** Disposes of what is in a queue, in each of its ways, where hardly any stack is left. */
  private static Void drainAll(Ledger ledger) {
    try (var queue = new TrashQueue()) {
      for (int value = 0; value < ledger.size(); value++) {
        Backdrop.of(value, ledger, queue).close();
      }
      List<Runnable> ways =
          List.of(
              queue::disposeOne,
              () -> queue.disposeFor(Duration.ofNanos(1)),
              queue::disposeOne,
              queue::disposeAll);
      new Diver(IntStream.range(0, 60).mapToObj(i -> ways.get(i % ways.size())).toList()).run();
    }
    return null;
  }

  /** Refuses with hardly a frame of its own. */
  private static BackdropStrategy refusing() {
    var refusal = new IllegalStateException("on purpose");
    return disposal -> {
      throw refusal;
    };
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
      } else if (!(subject.strategy() instanceof TrashQueue)) {
        subject.await(ledger);
      }
    }
    return null;
  }

  private static Void closeOnto(BackdropStrategy strategy, Ledger ledger) {
    return closeOnto(strategy, ledger, ledger.size());
  }

  private static Void closeOnto(BackdropStrategy strategy, Disposer<Integer> disposer, int values) {
    var closing = new ArrayList<Runnable>();
    for (int value = 0; value < values; value += 2) {
      closing.add(Backdrop.of(value, disposer, strategy)::close);
      closing.add(Arc.of(value + 1, disposer, strategy)::close);
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
