package io.backdrop;

import io.backdrop.testkit.FailingLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntUnaryOperator;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Hands values off and ends in one way or another; each disposer writes a line into a file. */
final class ExitMain {

  static final int VALUES = 500;

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
        handOff(TrashThread.start(), file, number -> number == 50 ? 50 : 0);
        awaitExit();
      }
      case "disposers" -> {
        handOff(TrashThread.start(), file, number -> number % 100 == 50 ? 50 : 0);
        awaitExit();
      }
      case "hook" -> {
        var trash = TrashThread.start();
        Runtime.getRuntime().addShutdownHook(new Thread(trash::close));
        handOff(trash, file, number -> number == 50 ? 50 : 0);
        awaitExit();
      }
      case "listener" -> {
        var ending =
            new TrashListener() {
              @Override
              public void disposed(Class<?> type, long weight, long nanos) {
                System.exit(50);
              }
            };
        handOff(TrashThread.builder().listener(ending).start(), file);
        awaitExit();
      }
      case "handler" -> {
        failAndExit(file);
        awaitExit();
      }
      case "short" -> {
        exitAmongShortOnes(file);
        awaitExit();
      }
      case "caller" -> exitInCaller(file);
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
      case "dead" ->
          handOff(TrashThread.builder().threadFactory(it -> new Thread(() -> {})).start(), file);
      case "retry" -> handOffBusy(file);
      case "behind" -> handOff(stuckInShortOnes(), file);
      case "half-done" -> handOff(halfDone(), file);
      case "given up" -> {
        stuck().close(Duration.ofMillis(1));
      }
      case "given up long ago" -> {
        stuck().close(Duration.ofMillis(1));
        Thread.sleep(2_500);
      }
      case "given up drainer" -> giveUpDrainer();
      case "given up by hook" -> {
        var trash = stuck();
        Runnable closing = () -> trash.close(Duration.ofMillis(200));
        Runtime.getRuntime().addShutdownHook(new Thread(closing));
      }
      case "after the drain" -> startAfterDrain(file);
      case "memory" -> memoryAndFiles(file);
      case "late drain" -> flushLateOne(file);
      case "late exit" -> exitInLateOne(file);
      case "late exits" -> exitInLateOnes(file);
      case "late helped" -> helpWithLateOnes(file);
      case "late guest" -> hangAfterClosing(file);
      case "late drainer" -> hangInDrainer(file);
      case "listener of one" -> exitBetweenShortOnes(file, Disposer.none());
      case "listener of attempt" -> exitBetweenShortOnes(file, failingOnce());
      case "listener before one that hangs" -> {
        Disposer<Object> closing = value -> {};
        exitBetweenShortOnes(file, closing, value -> new CountDownLatch(1).await());
      }
      case "slow listener" -> tellSlowly(file);
      case "given up among short ones" -> giveUpAmongShortOnes();
      case "no room" -> findNoRoomWhileEnding(file);
      case "given up more" -> closeMoreOfWhatWasGivenUp(file);
      case "heavy exit" -> exitInHeavyOne();
      case "abandoned" -> exitWhereLossIsTold();
      case "late load" -> endUnderLateLoad(file);
      case "late heavy" -> closeTooHeavyOne(file);
      case "late slow" -> closeSlowLateOnes(file);
      case "given up late" -> closeAfterGivingUp(file);
      case "late retry" -> exitInLateRetry(file);
      case "late chain" -> closeLateChain(file);
      case "helper" -> endWhileSomebodyHelps(file);
      case "thread" -> {
        var strategy = BackdropStrategy.threadPerDisposal();
        Backdrop.of(1, value -> write(file, 1), strategy).close();
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** A trash thread whose first disposal never ends. */
  private static TrashThread stuck() {
    var trash = TrashThread.start();
    Backdrop.of("stuck", value -> new CountDownLatch(1).await(), trash).close();
    return trash;
  }

  /** The JVM ends while a late value is released by the thread that a flush has started for it. */
  private static void flushLateOne(Path file) throws InterruptedException {
    var trash = TrashThread.start();
    trash.close();
    var queued = new CountDownLatch(1);
    var released = new CountDownLatch(1);
    Disposer<Integer> slow =
        number -> {
          awaitExitThatWaits();
          write(file, number);
          released.countDown();
        };
    Disposer<String> handingOff =
        value -> {
          Backdrop.of(1, slow, trash).close();
          queued.countDown();
          released.await();
        };
    Thread.ofPlatform().daemon().start(() -> Backdrop.of("early", handingOff, trash).close());
    queued.await();
    trash.flush(Duration.ofMillis(50));
  }

  /** Each that came too late closes the next, and the JVM begins to end with the first. */
  private static void closeLateChain(Path file) throws InterruptedException {
    var trash = TrashThread.start();
    trash.close();
    var begun = new CountDownLatch(1);
    Runnable closing = () -> closeLink(trash, file, 0, begun);
    Thread.ofPlatform().daemon().start(closing);
    begun.await();
  }

  private static void closeLink(TrashThread trash, Path file, int number, CountDownLatch begun) {
    Disposer<Integer> slow =
        value -> {
          begun.countDown();
          Thread.sleep(2);
          write(file, value);
          if (value < VALUES - 1) {
            closeLink(trash, file, value + 1, begun);
          }
        };
    Backdrop.of(number, slow, trash).close();
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
          awaitExitThatWaits();
        };
    Backdrop.of("first", first, trash).close();
    handOff(trash, file);
    Thread.ofPlatform().daemon().start(() -> trash.helpDispose(Integer.MAX_VALUE));
    inside.await();
    gate.countDown();
  }

  /** What hangs was handed over by a thread that must not block, after the end. */
  private static void giveUpDrainer() throws InterruptedException {
    var trash = TrashThread.builder().mustNotBlock(() -> true).start();
    trash.close();
    var begun = new CountDownLatch(1);
    Disposer<String> hanging =
        value -> {
          begun.countDown();
          new CountDownLatch(1).await();
        };
    Backdrop.of("late", hanging.retrying(RetryPolicy.of(2, Duration.ZERO)), trash).close();
    begun.await();
    trash.close(Duration.ofMillis(1));
  }

  /** What finds no room, and comes too late, is released by its closer. */
  private static void closeTooHeavyOne(Path file) throws InterruptedException {
    var trash = TrashThread.builder().boundBytes(1).start();
    trash.close();
    closeWhileEnding(trash, slow(file, 500).weighing(value -> 2));
  }

  /** The residue is of one that hangs; who comes after that is none of it. */
  private static void closeAfterGivingUp(Path file) throws InterruptedException {
    var trash = stuck();
    trash.close(Duration.ofMillis(1));
    closeWhileEnding(trash, slow(file, 500));
  }

  /** The first has another wait behind it for longer than those are waited for who take long. */
  private static void closeSlowLateOnes(Path file) throws InterruptedException {
    var trash = TrashThread.start();
    trash.close();
    Disposer<Integer> second =
        value -> {
          Backdrop.of(value, slow(file, 1_500), trash).close();
          Thread.sleep(2_500);
        };
    Disposer<Integer> first = value -> Backdrop.of(value, second, trash).close();
    closeWhileEnding(trash, first.andThen(value -> Thread.sleep(200)));
  }

  private static Disposer<Integer> slow(Path file, long millis) {
    return value -> {
      Thread.sleep(millis);
      for (int number = 0; number < VALUES; number++) {
        write(file, number);
      }
    };
  }

  /** By another thread, which has begun to release it when main returns. */
  private static void closeWhileEnding(TrashThread trash, Disposer<Integer> disposer)
      throws InterruptedException {
    var begun = new CountDownLatch(1);
    Disposer<Integer> beginning = value -> begun.countDown();
    var both = beginning.andThen(disposer).weighing(value -> 2);
    Thread.ofPlatform().daemon().start(() -> Backdrop.of(1, both, trash).close());
    begun.await();
  }

  /** Four threads go on closing, without an end, what the trash thread does not take any more. */
  private static void endUnderLateLoad(Path file) {
    var trash = TrashThread.start();
    handOff(trash, file);
    trash.close();
    Runnable closing =
        () -> {
          while (true) {
            Backdrop.of("late", value -> Thread.sleep(50), trash).close();
          }
        };
    for (int i = 0; i < 4; i++) {
      Thread.ofPlatform().daemon().start(closing);
    }
  }

  /** What a thread that must not block closes too late is tried again by another, and exits. */
  private static void exitInLateRetry(Path file) throws InterruptedException {
    var trash = TrashThread.builder().mustNotBlock(() -> true).start();
    handOff(trash, file);
    trash.close();
    Disposer<String> ending = value -> System.exit(50);
    Backdrop.of("late", ending.retrying(RetryPolicy.of(2, Duration.ZERO)), trash).close();
    awaitExit();
  }

  /** What came too late leaves more behind and ends the JVM, while a hook closes once more. */
  private static void exitInLateOne(Path file) {
    var trash = TrashThread.start();
    trash.close();
    Runtime.getRuntime().addShutdownHook(new Thread(trash::close));
    Disposer<String> ending =
        value -> {
          handOff(trash, file);
          System.exit(50);
        };
    Backdrop.of("late", ending, trash).close();
  }

  /** What came too late closes more of those that end the JVM, and does so itself. */
  private static void exitInLateOnes(Path file) {
    var trash = TrashThread.start();
    trash.close();
    Disposer<String> ending =
        value -> {
          handOff(trash, file, number -> number % 100 == 50 ? 50 : 0);
          System.exit(50);
        };
    Backdrop.of("late", ending, trash).close();
  }

  /** The last of a chain is run by one who helps, when the end of the JVM waits for the others. */
  private static void helpWithLateOnes(Path file) throws InterruptedException {
    var trash = TrashThread.start();
    trash.close();
    var handedOff = new CountDownLatch(1);
    var taken = new CountDownLatch(1);
    Disposer<Integer> last = value -> taken.countDown();
    Disposer<Integer> second =
        value -> {
          Thread.sleep(200); // The end of the JVM has seen by then who is there.
          Backdrop.of(value, last.andThen(slow(file, 500)), trash).close();
          handedOff.countDown();
          taken.await();
        };
    Disposer<Integer> first =
        value -> {
          awaitExitThatWaits();
          Backdrop.of(value, second, trash).close();
        };
    Runnable helping =
        () -> {
          Uninterruptibly.await(handedOff::await);
          trash.helpDispose(1);
        };
    Thread.ofPlatform().daemon().start(helping);
    closeWhileEnding(trash, first);
  }

  /** Who runs it is thought to be stuck; then it closes another value, and is stuck for good. */
  private static void hangAfterClosing(Path file) throws InterruptedException {
    var trash = TrashThread.start();
    trash.close();
    Disposer<Integer> hanging =
        value -> {
          Thread.sleep(2_500);
          handOff(trash, file);
          new CountDownLatch(1).await();
        };
    closeWhileEnding(trash, hanging);
  }

  /** Who drains for one that must not block is stuck, and then there is more for him. */
  private static void hangInDrainer(Path file) throws InterruptedException {
    var trash = TrashThread.builder().mustNotBlock(() -> true).start();
    trash.close();
    var begun = new CountDownLatch(1);
    Disposer<String> hanging =
        value -> {
          begun.countDown();
          Thread.sleep(2_500);
          handOff(trash, file);
          new CountDownLatch(1).await();
        };
    Disposer<String> closing = value -> Backdrop.of("hangs", hanging, trash).close();
    Thread.ofPlatform().daemon().start(() -> Backdrop.of("late", closing, trash).close());
    begun.await();
  }

  private static Disposer<Object> failingOnce() {
    var failed = new AtomicBoolean();
    Disposer<Object> failing =
        value -> {
          if (!failed.getAndSet(true)) {
            throw new IOException("on purpose");
          }
        };
    return failing.retrying(RetryPolicy.of(2, Duration.ZERO));
  }

  /** One that is told of a value takes long, and others were taken together with that. */
  private static void tellSlowly(Path file) {
    var tellingSlowly =
        new TrashListener() {
          @Override
          public void disposed(Class<?> type, long weight, long nanos) {
            if (type == Object.class) {
              Uninterruptibly.await(() -> Thread.sleep(2_500));
            } else if (type == Integer.class) {
              write(file, 1);
            }
          }
        };
    var trash = TrashThread.builder().listener(tellingSlowly).start();
    handOffShortOnes(trash);
    Backdrop.of(new Object(), Disposer.none(), trash).close();
    for (int i = 0; i < VALUES; i++) {
      Backdrop.of(i, Disposer.none(), trash).close();
    }
  }

  /** Behind them, several are taken at once. */
  private static void handOffShortOnes(TrashThread trash) {
    for (int i = 0; i < 100 * VALUES; i++) {
      Backdrop.of("short", Disposer.none(), trash).close();
    }
  }

  private static void exitBetweenShortOnes(Path file, Disposer<Object> disposer) {
    exitBetweenShortOnes(file, disposer, Disposer.none());
  }

  /** A listener ends the JVM when it is told of one that was taken together with others. */
  private static void exitBetweenShortOnes(
      Path file, Disposer<Object> disposer, Disposer<Long> behind) {
    var ending =
        new TrashListener() {
          @Override
          public void disposed(Class<?> type, long weight, long nanos) {
            exitIfLast(type);
          }

          @Override
          public void retrying(Class<?> type, long pause) {
            exitIfLast(type);
          }

          private void exitIfLast(Class<?> type) {
            if (type == Object.class) {
              System.exit(50);
            }
          }
        };
    var trash = TrashThread.builder().listener(ending).start();
    var gate = new CountDownLatch(1);
    var released = new ConcurrentLinkedQueue<Integer>();
    Backdrop.of("gate", value -> gate.await(), trash).close();
    handOffShortOnes(trash);
    Backdrop.of(new Object(), disposer, trash).close();
    Backdrop.of(0, released::add, trash).close();
    Backdrop.of(0L, behind, trash).close();
    for (int i = 1; i < VALUES; i++) {
      Backdrop.of(i, released::add, trash).close();
    }
    Disposer<String> writing = value -> released.forEach(number -> write(file, number));
    Backdrop.of("last", writing, trash).close();
    gate.countDown();
    Uninterruptibly.await(ExitMain::awaitExit);
  }

  /** What was taken together with the one that hangs, and hangs as well, is in the residue too. */
  private static void giveUpAmongShortOnes() throws InterruptedException {
    var trash = TrashThread.start();
    var gate = new CountDownLatch(1);
    var hanging = new CountDownLatch(1);
    Disposer<String> forever =
        value -> {
          hanging.countDown();
          new CountDownLatch(1).await();
        };
    Backdrop.of("gate", value -> gate.await(), trash).close();
    handOffShortOnes(trash);
    for (int i = 0; i < 4; i++) {
      Backdrop.of("hangs", forever, trash).close();
    }
    gate.countDown();
    hanging.await();
    trash.close(Duration.ofMillis(1));
    Thread.sleep(2_500);
  }

  /** The trash thread ends between its being full and the release by who found it so. */
  private static void findNoRoomWhileEnding(Path file) throws InterruptedException {
    var trash = TrashThread.builder().boundBytes(1).start();
    var weighing = new CountDownLatch(2);
    var closed = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    Disposer<Integer> beginning = value -> begun.countDown();
    ToLongFunction<Integer> weigher =
        value -> {
          weighing.countDown();
          if (weighing.getCount() == 0) {
            Uninterruptibly.await(closed::await);
          }
          return 2;
        };
    var heavy = beginning.andThen(slow(file, 500)).weighing(weigher);
    Thread.ofPlatform().daemon().start(() -> Backdrop.of(1, heavy, trash).close());
    weighing.await();
    trash.close();
    closed.countDown();
    begun.await();
  }

  /** What the residue counts is not waited for; what that closes is in no account. */
  private static void closeMoreOfWhatWasGivenUp(Path file) throws InterruptedException {
    var trash = TrashThread.start();
    var begun = new CountDownLatch(1);
    var givenUp = new CountDownLatch(1);
    var handedOff = new CountDownLatch(1);
    Disposer<Integer> first =
        value -> {
          begun.countDown();
          givenUp.await();
          Backdrop.of(value, slow(file, 500), trash).close();
          handedOff.countDown();
          Thread.sleep(500);
        };
    Backdrop.of(1, first, trash).close();
    begun.await();
    trash.close(Duration.ofMillis(1));
    givenUp.countDown();
    handedOff.await();
  }

  /** One that weighs much ends the JVM, and one that weighs little hangs. */
  private static void exitInHeavyOne() throws InterruptedException {
    var trash = TrashThread.start();
    var gate = new CountDownLatch(1);
    Disposer<String> waiting = value -> gate.await();
    Disposer<String> ending = value -> System.exit(50);
    Disposer<String> hanging = value -> new CountDownLatch(1).await();
    Backdrop.of("gate", waiting, trash).close();
    Backdrop.of("exit", ending.weighing(value -> 1000), trash).close();
    Backdrop.of("hangs", hanging.weighing(value -> 1), trash).close();
    gate.countDown();
    awaitExit();
  }

  /** Who is told of what is lost never comes back. */
  private static void exitWhereLossIsTold() {
    var ending =
        new TrashListener() {
          @Override
          public void abandoned(Residue residue) {
            System.exit(50);
          }
        };
    var trash = TrashThread.builder().listener(ending).start();
    Backdrop.of("hangs", value -> new CountDownLatch(1).await(), trash).close();
  }

  /** Never comes back where the end of the JVM does not wait: then the JVM is gone. */
  private static void awaitExitThatWaits() {
    while (Thread.getAllStackTraces().entrySet().stream().noneMatch(ExitMain::isExitThatWaits)) {
      Thread.onSpinWait();
    }
  }

  private static boolean isExitThatWaits(Map.Entry<Thread, StackTraceElement[]> thread) {
    return thread.getKey().getName().equals("backdrop-exit")
        && Stream.of(thread.getValue()).anyMatch(it -> it.getMethodName().equals("hasEnded"));
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
    var gate = new CountDownLatch(1);
    Backdrop.of("gate", value -> gate.await(), TrashThread.start()).close();
    Runnable starting =
        () -> {
          var drain = threadNamed("backdrop-exit");
          gate.countDown();
          Uninterruptibly.await(drain::join);
          try (var trash = TrashThread.builder().name("late").start()) {
            handOff(trash, file);
          }
        };
    Runtime.getRuntime().addShutdownHook(new Thread(starting));
  }

  private static Thread threadNamed(String name) {
    while (true) {
      for (var thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().equals(name)) {
          return thread;
        }
      }
    }
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

  private static void handOff(BackdropStrategy strategy, Path file) {
    handOff(strategy, file, number -> 0);
  }

  /** The disposer of a value with an exit code ends the JVM with that. */
  private static void handOff(BackdropStrategy strategy, Path file, IntUnaryOperator exitCodes) {
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
  private static void awaitExit() throws InterruptedException {
    Thread.currentThread().join();
  }

  private static void failAndExit(Path file) {
    var trash = TrashThread.builder().onFailure((disposal, failure) -> System.exit(50)).start();
    Disposer<String> failing =
        value -> {
          throw new IllegalStateException("on purpose");
        };
    Backdrop.of("fails", failing, trash).close();
    handOff(trash, file);
  }

  /** What is short is taken many at once; the last one writes down which were released. */
  private static void exitAmongShortOnes(Path file) {
    var trash = TrashThread.start();
    var released = new ConcurrentLinkedQueue<Integer>();
    int many = 100 * VALUES;
    Disposer<Integer> ending = value -> System.exit(50);
    Disposer<Integer> noting = released::add;
    for (int i = 0; i < many; i++) {
      boolean ends = i >= many / 2 && i < many / 2 + 3;
      Backdrop.of(i, ends ? noting.andThen(ending) : noting, trash).close();
    }
    Disposer<Object> writing = value -> released.forEach(number -> write(file, number));
    Backdrop.of("last", writing, trash).close();
  }

  /** The closer of a value that finds no room is the one to end the JVM. */
  private static void exitInCaller(Path file) throws Exception {
    var atGate = new CountDownLatch(1);
    var ending = new CountDownLatch(1);
    var trash = TrashThread.builder().bound(VALUES).start();
    Disposer<Object> waiting =
        value -> {
          atGate.countDown();
          ending.await();
        };
    Backdrop.of("gate", waiting, trash).close();
    atGate.await();
    Runtime.getRuntime().addShutdownHook(new Thread(ending::countDown));
    handOff(trash, file, number -> number == VALUES - 1 ? 50 : 0);
  }

  /**
   * Two threads hand off for as long as the JVM lives, and count what they have handed off. Not
   * more than can be released before the deadline.
   */
  private static void underLoad(Path file) throws Exception {
    var trash = TrashThread.global();
    var handedOff = file.resolveSibling("handed-off");
    var producers = Executors.newFixedThreadPool(2);
    var pending = new Semaphore(1000);
    for (int producer = 0; producer < 2; producer++) {
      int first = producer;
      producers.execute(() -> {
        for (int i = first; ; i += 2) {
          int number = i;
          pending.acquireUninterruptibly();
          Disposer<Integer> writing = value -> write(file, number);
          Backdrop.of(i, writing.andThen(value -> pending.release()), trash).close();
          write(handedOff, number);
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
    Uninterruptibly.await(() -> trash.awaitEnd(Deadline.in(Duration.ofSeconds(30).toNanos())));
    handOff(trash, file);
  }

  private static void write(Path file, int number) {
    try {
      Files.writeString(file, number + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
