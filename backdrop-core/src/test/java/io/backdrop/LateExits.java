package io.backdrop;

import static io.backdrop.ExitMain.VALUES;
import static io.backdrop.ExitMain.awaitExit;
import static io.backdrop.ExitMain.handOff;
import static io.backdrop.ExitMain.passLong;
import static io.backdrop.ExitMain.stuck;
import static io.backdrop.ExitMain.withOwnClock;
import static io.backdrop.ExitMain.write;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;

/**
 * Ends of {@link ExitMain} with values that a trash thread is handed when it has ended, or nearly.
 */
final class LateExits {

  private LateExits() {}

  /** Half of them fail at first, the others close one more. */
  static void closeAfterDrain(Path file, boolean mustNotBlock) {
    var trash = TrashThread.builder().mustNotBlock(() -> mustNotBlock).start();
    trash.close();
    ExitMain.afterDrain(() -> {
      for (int i = 0; i < VALUES; i += 2) {
        var failed = new AtomicBoolean();
        Disposer<Integer> failing =
            number -> {
              if (failed.compareAndSet(false, true)) {
                throw new IOException("busy, on purpose");
              }
              write(file, number);
            };
        Disposer<Integer> closing =
            number -> Backdrop.of(number, value -> write(file, value), trash).close();
        var pause = i == 0 ? Duration.ofDays(1) : Duration.ZERO; // Cut short.
        Backdrop.of(i, failing.retrying(RetryPolicy.of(2, pause)), trash).close();
        Backdrop.of(i + 1, closing, trash).close();
      }
    });
  }

  /** Each that came too late closes the next, and the JVM begins to end with the first. */
  static void closeLateChain(Path file) throws InterruptedException {
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
          if (value == 0) {
            ExitThread.awaitLook();
          }
          write(file, value);
          if (value < VALUES - 1) {
            closeLink(trash, file, value + 1, begun);
          }
        };
    Backdrop.of(number, slow, trash).close();
  }

  /**
   * It has ended, and the end of the JVM has seen that, while another still holds that up: then
   * somebody closes one more, and begins to release it.
   */
  static void closeWhileAnotherIsDrained(Path file) {
    var ended = TrashThread.start();
    var gate = new CountDownLatch(1);
    Backdrop.of("gate", value -> gate.await(), TrashThread.start()).close();
    Disposer<Integer> opening = value -> gate.countDown();
    Runnable closing =
        () -> {
          ExitThread.awaitLook();
          Uninterruptibly.await(() -> ended.awaitEnd(Deadline.NEVER));
          ExitThread.awaitLooks(10);
          Backdrop.of(1, opening.andThen(slow(file, 50)), ended).close();
        };
    Thread.ofPlatform().daemon().start(closing);
  }

  /** A disposer has a method of that name, which ends nothing. */
  static void releaseByExit(Path file) throws InterruptedException {
    var begun = new CountDownLatch(1);
    Disposer<Integer> beginning = value -> begun.countDown();
    Backdrop.of(1, beginning.andThen(value -> exit(value, file)), TrashThread.start()).close();
    begun.await();
  }

  private static void exit(int value, Path file) throws Exception {
    slow(file, 50).dispose(value);
  }

  /** What weighs something has its bytes given back where it comes too late. */
  static void closeTooHeavyOne(Path file) throws InterruptedException {
    var trash = TrashThread.builder().boundBytes(1).start();
    trash.close();
    closeWhileEnding(trash, slow(file, 50).weighing(value -> 2));
  }

  /** The residue is of one that hangs; whoever comes after that is none of it. */
  static void closeAfterGivingUp(Path file) throws InterruptedException {
    var trash = stuck();
    trash.close(Duration.ofMillis(1));
    closeWhileEnding(trash, slow(file, 50));
  }

  /** The first has another wait behind it for longer than those are waited for who take long. */
  static void closeSlowLateOnes(Path file) throws InterruptedException {
    var trash = TrashThread.start();
    trash.close();
    var taken = new CountDownLatch(1);
    Disposer<Integer> last = value -> taken.countDown();
    Disposer<Integer> second =
        value -> {
          Backdrop.of(value, last.andThen(slow(file, 250)), trash).close();
          taken.await();
        };
    Disposer<Integer> first = value -> Backdrop.of(value, second, trash).close();
    closeWhileEnding(trash, first.andThen(value -> ExitThread.awaitLook()));
  }

  /** Until the end of the JVM has started another thread: it is for whoever takes so long. */
  private static void awaitBypass() {
    ExitThread.awaitLook();
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getTotalStartedThreadCount();
    passLong();
    while (threads.getTotalStartedThreadCount() == before) {
      Thread.onSpinWait();
    }
  }

  /** Takes so long that the end of the JVM has looked for its end so many times. */
  private static Disposer<Integer> slow(Path file, int looks) {
    return value -> {
      ExitThread.awaitLooks(looks);
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

  /** What a thread that must not block closes too late is tried again by another, and exits. */
  static void exitInLateRetry(Path file) throws InterruptedException {
    var trash = TrashThread.builder().mustNotBlock(() -> true).start();
    handOff(trash, file);
    trash.close();
    Disposer<String> ending = value -> System.exit(50);
    Backdrop.of("late", ending.retrying(RetryPolicy.of(2, Duration.ZERO)), trash).close();
    awaitExit();
  }

  /** What came too late leaves more behind and ends the JVM, while a hook closes once more. */
  static void exitInLateOne(Path file) {
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
  static void exitInLateOnes(Path file) {
    var trash = TrashThread.start();
    trash.close();
    Disposer<String> ending =
        value -> {
          handOff(trash, file, number -> number % 100 == 50 ? 50 : 0);
          System.exit(50);
        };
    Backdrop.of("late", ending, trash).close();
  }

  /**
   * Whoever runs it is thought to be stuck; then it closes another value, and is stuck for good.
   */
  static void hangAfterClosing(Path file) throws InterruptedException {
    var trash = withOwnClock().start();
    trash.close();
    Disposer<Integer> hanging =
        value -> {
          awaitBypass();
          handOff(trash, file);
          new CountDownLatch(1).await();
        };
    closeWhileEnding(trash, hanging);
  }

  /** The trash thread ends between its being full and the release by whoever found it so. */
  static void findNoRoomWhileEnding(Path file) throws InterruptedException {
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
    var heavy = beginning.andThen(slow(file, 50)).weighing(weigher);
    Disposer<Integer> filling = value -> weighing.await();
    Backdrop.of(0, filling.weighing(value -> 1), trash).close();
    Thread.ofPlatform().daemon().start(() -> Backdrop.of(1, heavy, trash).close());
    weighing.await();
    trash.close();
    closed.countDown();
    begun.await();
  }

  /** What the residue counts is not waited for; what that closes is in no account. */
  static void closeMoreOfWhatWasGivenUp(Path file) throws InterruptedException {
    var trash = TrashThread.start();
    var begun = new CountDownLatch(1);
    var givenUp = new CountDownLatch(1);
    var handedOff = new CountDownLatch(1);
    Disposer<Integer> first =
        value -> {
          begun.countDown();
          givenUp.await();
          Backdrop.of(value, slow(file, 50), trash).close();
          handedOff.countDown();
          ExitThread.awaitLooks(50);
        };
    Backdrop.of(1, first, trash).close();
    begun.await();
    trash.close(Duration.ofMillis(1));
    givenUp.countDown();
    handedOff.await();
  }
}
