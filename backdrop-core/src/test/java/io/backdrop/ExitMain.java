package io.backdrop;

import io.backdrop.testkit.FailingLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;

/** Hands values off and ends in one way or another; each disposer writes a line into a file. */
final class ExitMain {

  static final int VALUES = 500;

  private static final AtomicLong AHEAD = new AtomicLong();

  private ExitMain() {}

  public static void main(String[] arguments) throws Exception {
    var file = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "normal" -> handOff(TrashThread.global(), file);
      case "own" -> handOff(TrashThread.start(), file);
      case "exit" -> {
        handOff(TrashThread.global(), file);
        System.exit(3);
      }
      case "disposer" -> {
        GatedExits.handOffBehindGate(TrashThread.start(), file, number -> number == 50 ? 50 : 0);
        awaitExit();
      }
      case "disposers" -> {
        GatedExits.handOffBehindGate(
            TrashThread.start(), file, number -> number % 100 == 50 ? 50 : 0);
        awaitExit();
      }
      case "hook" -> {
        var trash = TrashThread.start();
        Runtime.getRuntime().addShutdownHook(new Thread(trash::close));
        GatedExits.handOffBehindGate(trash, file, number -> number == 50 ? 50 : 0);
        awaitExit();
      }
      case "listener" -> {
        GatedExits.exitInListener(file);
        awaitExit();
      }
      case "handler" -> {
        GatedExits.failAndExit(file);
        awaitExit();
      }
      case "short" -> {
        GatedExits.exitAmongShortOnes(file);
        awaitExit();
      }
      case "caller" -> GatedExits.exitInCaller(file);
      case "exception" -> {
        handOff(TrashThread.global(), file);
        throw new IllegalStateException("on purpose");
      }
      case "sigterm" -> underLoad(file);
      case "late" -> {
        var trash = TrashThread.global();
        trash.flush();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> handOffAtExit(trash, file)));
      }
      case "stuck" -> {
        failAtLogging();
        handOff(stuck(), file);
        handOff(stuck(), file);
      }
      case "stuck unread" -> {
        System.setErr(unread());
        stuck();
      }
      case "many stuck" -> {
        for (int number = 0; number < 300; number++) {
          stuck();
        }
        Files.writeString(file, Instant.now().toString());
      }
      case "dead" ->
          handOff(TrashThread.builder().threadFactory(it -> new Thread(() -> {})).start(), file);
      case "retry" -> handOffBusy(file);
      case "behind" -> handOff(stuckInShortOnes(), file);
      case "half-done" -> handOff(halfDone(), file);
      case "given up" -> {
        stuck().close(Duration.ofMillis(1));
      }
      case "given up long ago" -> {
        stuckIn(withOwnClock().start()).close(Duration.ofMillis(1));
        passLong();
      }
      case "given up by hook" -> {
        var trash = stuck();
        Runnable closing = () -> trash.close(Duration.ofMillis(200));
        Runtime.getRuntime().addShutdownHook(new Thread(closing));
      }
      case "awaited by hooks" -> {
        var trash = stuck();
        Runnable flushing = () -> Uninterruptibly.await(trash::flush);
        Runtime.getRuntime().addShutdownHook(new Thread(trash::close));
        Runtime.getRuntime().addShutdownHook(new Thread(flushing));
      }
      case "after the drain" -> startAfterDrain(file);
      case "first in a hook" ->
          Runtime.getRuntime().addShutdownHook(new Thread(() -> startLate(file)));
      case "late between" -> LateExits.closeWhileAnotherIsDrained(file);
      case "own exit" -> LateExits.releaseByExit(file);
      case "loss told" -> ToldExits.tellOfLoss();
      case "closed after the drain" -> LateExits.closeAfterDrain(file, false);
      case "closed on a loop after the drain" -> LateExits.closeAfterDrain(file, true);
      case "memory" -> memoryAndFiles(file);
      case "late exit" -> LateExits.exitInLateOne(file);
      case "late exits" -> LateExits.exitInLateOnes(file);
      case "late guest" -> LateExits.hangAfterClosing(file);
      case "listener of one" -> ToldExits.exitBetweenShortOnes(file, Disposer.none());
      case "listener of attempt" -> ToldExits.exitBetweenShortOnes(file, ToldExits.failingOnce());
      case "listener before one that hangs" -> {
        Disposer<Object> closing = value -> {};
        ToldExits.exitBetweenShortOnes(file, closing, value -> new CountDownLatch(1).await());
      }
      case "endless listener" -> ToldExits.tellForever();
      case "slow listener" -> ToldExits.tellSlowly(file);
      case "given up among short ones" -> ToldExits.giveUpAmongShortOnes();
      case "no room" -> LateExits.findNoRoomWhileEnding(file);
      case "given up more" -> LateExits.closeMoreOfWhatWasGivenUp(file);
      case "heavy exit" -> ToldExits.exitInHeavyOne();
      case "abandoned" -> ToldExits.exitWhereLossIsTold();
      case "late load" -> LateLoadExits.endUnderLoad(file);
      case "late load on many" -> LateLoadExits.endManyUnderLoad(file);
      case "given up under load" -> LateLoadExits.giveUpUnderLoad();
      case "late heavy" -> LateExits.closeTooHeavyOne(file);
      case "late slow" -> LateExits.closeSlowLateOnes(file);
      case "given up late" -> LateExits.closeAfterGivingUp(file);
      case "late retry" -> LateExits.exitInLateRetry(file);
      case "late chain" -> LateExits.closeLateChain(file);
      case "helper" -> endWhileSomebodyHelps(file);
      case "queues" -> QueueExits.leaveSomePending();
      case "many queues" -> QueueExits.leaveManyPending();
      case "queues drained" -> QueueExits.drain(file);
      case "thread" -> {
        var strategy = BackdropStrategy.threadPerDisposal();
        Backdrop.of(1, value -> write(file, 1), strategy).close();
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** Builds trash threads for which time stands still until it {@linkplain #passLong passes}. */
  static TrashThreadBuilder withOwnClock() {
    return TrashThread.builder().nanoTime(AHEAD::get);
  }

  /** Longer than the end of the JVM waits before another goes on. */
  static void passLong() {
    AHEAD.addAndGet(Duration.ofMillis(2_500).toNanos());
  }

  /** As a pipe is that is full. */
  private static PrintStream unread() {
    return new PrintStream(OutputStream.nullOutputStream()) {
      @Override
      public void println(String line) {
        Uninterruptibly.await(new CountDownLatch(1)::await);
      }
    };
  }

  /** A trash thread whose first disposal never ends. */
  static TrashThread stuck() {
    return stuckIn(TrashThread.start());
  }

  private static TrashThread stuckIn(TrashThread trash) {
    Backdrop.of("stuck", value -> new CountDownLatch(1).await(), trash).close();
    return trash;
  }

  /** Has taken several, and is in the first, when the trash thread has nothing more to do. */
  private static void endWhileSomebodyHelps(Path file) throws InterruptedException {
    var trash = TrashThread.start();
    var gate = new CountDownLatch(1);
    Backdrop.of("gate", value -> gate.await(), trash).close();
    for (int i = 0; i < 1000; i++) {
      Backdrop.of("short", Disposer.none(), trash).close();
    }
    var inside = new CountDownLatch(1);
    Disposer<String> first =
        value -> {
          inside.countDown();
          gate.await();
          ExitThread.awaitLook();
        };
    Backdrop.of("first", first, trash).close();
    handOff(trash, file);
    Thread.ofPlatform().daemon().start(() -> trash.helpDispose(Integer.MAX_VALUE));
    inside.await();
    gate.countDown();
  }

  /** The one that never ends is taken together with others, since those before were short. */
  private static TrashThread stuckInShortOnes() {
    var trash = TrashThread.start();
    var allThere = new CountDownLatch(1);
    Backdrop.of("gate", value -> allThere.await(), trash).close();
    for (int i = 0; i < 1000; i++) {
      Backdrop.of("short", Disposer.none(), trash).close();
    }
    Backdrop.of("stuck", value -> new CountDownLatch(1).await(), trash).close();
    Runtime.getRuntime().addShutdownHook(new Thread(allThere::countDown));
    return trash;
  }

  /** A trash thread that is in the middle of what has no end, step by step. */
  private static TrashThread halfDone() throws InterruptedException {
    var trash = TrashThread.builder().pacing(Pacing.ofItems(1_000_000)).start();
    var begun = new CountDownLatch(1);
    IncrementalDisposer<Object> slow =
        value ->
            () -> {
              begun.countDown();
              return true;
            };
    Backdrop.of("slow", slow.memoryOnly(), trash).close();
    begun.await();
    return trash;
  }

  /** Holds up the drain until it knows its thread, and so can wait for the end of that. */
  private static void startAfterDrain(Path file) {
    afterDrain(() -> startLate(file));
  }

  private static void startLate(Path file) {
    try (var trash = TrashThread.builder().name("late").start()) {
      handOff(trash, file);
    }
  }

  static void afterDrain(Runnable then) {
    var gate = new CountDownLatch(1);
    Backdrop.of("gate", value -> gate.await(), TrashThread.start()).close();
    Runnable hook =
        () -> {
          var drain = ExitThread.await();
          gate.countDown();
          Uninterruptibly.await(drain::join);
          then.run();
        };
    Runtime.getRuntime().addShutdownHook(new Thread(hook));
  }

  /** From the beginning of the end on: the end of the JVM takes away what was there before. */
  private static void failAtLogging() {
    Runnable failing =
        () -> {
          new FailingLog();
          System.gc(); // It does not depend on who holds it.
        };
    Runtime.getRuntime().addShutdownHook(new Thread(failing));
  }

  static void handOff(BackdropStrategy strategy, Path file) {
    handOff(strategy, file, number -> 0);
  }

  /** The disposer of a value with an exit code ends the JVM with that. */
  static void handOff(BackdropStrategy strategy, Path file, IntUnaryOperator exitCodes) {
    for (int i = 0; i < VALUES; i++) {
      int number = i;
      int exitCode = exitCodes.applyAsInt(i);
      Disposer<Integer> writing = value -> write(file, number);
      Disposer<Integer> ending = value -> System.exit(exitCode);
      Backdrop.of(i, exitCode == 0 ? writing : writing.andThen(ending), strategy).close();
    }
  }

  /** Each release succeeds at its second attempt, half a minute after the first. */
  private static void handOffBusy(Path file) throws InterruptedException {
    var trash = TrashThread.start();
    var policy = RetryPolicy.of(2, Duration.ofSeconds(30));
    for (int i = 0; i < VALUES; i++) {
      int number = i;
      var attempted = new AtomicBoolean();
      Disposer<Integer> busy =
          value -> {
            if (!attempted.getAndSet(true)) {
              throw new IOException("busy");
            }
            write(file, number);
          };
      Backdrop.of(i, busy.retrying(policy), trash).close();
    }
    trash.flush();
  }

  /** Has no end of its own. */
  static void awaitExit() throws InterruptedException {
    Thread.currentThread().join();
  }

  /**
   * Two threads hand off for as long as the JVM lives, faster than it is released, and note down
   * what they have handed off before that has begun to end.
   */
  private static void underLoad(Path file) throws Exception {
    var trash = TrashThread.global();
    var handedOff = file.resolveSibling("handed-off");
    var producers = Executors.newFixedThreadPool(2);
    var pending = new Semaphore(1000, true);
    var ending = new AtomicBoolean();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ending.set(true)));
    for (int producer = 0; producer < 2; producer++) {
      int first = producer;
      producers.execute(() -> {
        for (int i = first; ; i += 2) {
          int number = i;
          pending.acquireUninterruptibly();
          Disposer<Integer> writing = value -> write(file, number);
          Backdrop.of(i, writing.andThen(value -> pending.release()), trash).close();
          if (!ending.get()) {
            write(handedOff, number);
          }
          if (i > 200) {
            System.out.println("loaded");
          }
        }
      });
    }
  }

  /** Cannot say whether the end of the process does what it does. */
  private record Undecided(Disposer<Integer> how) implements Disposer<Integer> {
    @Override
    public void dispose(Integer value) throws Exception {
      how.dispose(value);
    }

    @Override
    public boolean isMemoryOnly() {
      throw new IllegalStateException("on purpose");
    }
  }

  private static Disposer<Integer> oneOfEachKind(int number, Disposer<Integer> writing) {
    return switch (number % 3) {
      case 0 -> writing;
      case 1 -> new Undecided(writing);
      default -> writing.memoryOnly();
    };
  }

  /** One value of each kind in turn, behind one that ends the JVM. */
  private static void memoryAndFiles(Path file) throws Exception {
    var trash = TrashThread.start();
    var allThere = new CountDownLatch(1);
    Disposer<String> ending =
        value -> {
          allThere.await();
          System.exit(50);
        };
    Backdrop.of("first", ending, trash).close();
    for (int i = 0; i < VALUES; i++) {
      int number = i;
      Disposer<Integer> writing = value -> write(file, number);
      Backdrop.of(i, oneOfEachKind(number, writing), trash).close();
    }
    allThere.countDown();
    awaitExit();
  }

  private static void handOffAtExit(TrashThread trash, Path file) {
    trash.beginClosing();
    awaitEnd(trash);
    handOff(trash, file);
  }

  private static void awaitEnd(TrashThread trash) {
    Uninterruptibly.await(() -> trash.awaitEnd(Deadline.in(Duration.ofSeconds(30).toNanos())));
  }

  static void write(Path file, int number) {
    try {
      Files.writeString(file, number + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
