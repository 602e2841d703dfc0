package io.backdrop;

import static io.backdrop.ExitMain.VALUES;
import static io.backdrop.ExitMain.awaitExit;
import static io.backdrop.ExitMain.write;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends of {@link ExitMain} among values that were taken together, and where somebody is told. */
final class ToldExits {

  private ToldExits() {}

  static Disposer<Object> failingOnce() {
    var failed = new AtomicBoolean();
    Disposer<Object> failing =
        value -> {
          if (!failed.getAndSet(true)) {
            throw new IOException("on purpose");
          }
        };
    return failing.retrying(RetryPolicy.of(2, Duration.ZERO));
  }

  static void tellOfLoss() {
    var telling =
        new TrashListener() {
          @Override
          public void abandoned(Residue residue) {
            System.out.println("The listener is told of " + residue.types());
          }
        };
    var trash = TrashThread.builder().listener(telling).start();
    Backdrop.of("hangs", value -> new CountDownLatch(1).await(), trash).close();
  }

  static void tellForever() {
    var told = new CountDownLatch(1);
    var endless =
        new TrashListener() {
          @Override
          public void disposed(Class<?> type, long weight, long nanos) {
            told.countDown();
            Uninterruptibly.await(new CountDownLatch(1)::await);
          }
        };
    var trash = TrashThread.builder().listener(endless).start();
    Backdrop.of("value", Disposer.none(), trash).close();
    Uninterruptibly.await(told::await);
  }

  /** One that is told of a value takes long, and others were taken together with that. */
  static void tellSlowly(Path file) {
    var goneOn = new CountDownLatch(1);
    var tellingSlowly =
        new TrashListener() {
          @Override
          public void disposed(Class<?> type, long weight, long nanos) {
            if (type == Object.class) {
              ExitMain.passLong();
              Uninterruptibly.await(goneOn::await);
            } else if (type == Integer.class) {
              write(file, 1);
              goneOn.countDown();
            }
          }
        };
    var trash = ExitMain.withOwnClock().listener(tellingSlowly).start();
    handOffShortOnes(trash);
    Backdrop.of(new Object(), Disposer.none(), trash).close();
    for (int i = 0; i < VALUES; i++) {
      Backdrop.of(i, Disposer.none(), trash).close();
    }
  }

  /** Behind them, several are taken at once. */
  static void handOffShortOnes(TrashThread trash) {
    for (int i = 0; i < 100 * VALUES; i++) {
      Backdrop.of("short", Disposer.none(), trash).close();
    }
  }

  static void exitBetweenShortOnes(Path file, Disposer<Object> disposer) {
    exitBetweenShortOnes(file, disposer, Disposer.none());
  }

  /** A listener ends the JVM when it is told of one that was taken together with others. */
  static void exitBetweenShortOnes(Path file, Disposer<Object> disposer, Disposer<Long> behind) {
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
  static void giveUpAmongShortOnes() throws InterruptedException {
    var trash = ExitMain.withOwnClock().start();
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
    ExitMain.passLong();
  }

  /** One that weighs much ends the JVM, and one that weighs little hangs. */
  static void exitInHeavyOne() throws InterruptedException {
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

  /** Whoever is told of what is lost never comes back. */
  static void exitWhereLossIsTold() {
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
}
