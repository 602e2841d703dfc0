package io.backdrop;

import static io.backdrop.ExitMain.handOff;
import static io.backdrop.ExitMain.stuck;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;

/**
 * Ends of {@link ExitMain} while threads go on closing, without an end, what a trash thread does
 * not take any more.
 */
final class LateLoadExits {

  private LateLoadExits() {}

  static void endUnderLoad(Path file) throws InterruptedException {
    var trash = TrashThread.start();
    handOff(trash, file);
    trash.close();
    closeFast(trash);
  }

  /** What hangs was given up before. */
  static void giveUpUnderLoad() throws InterruptedException {
    var trash = stuck();
    trash.close(Duration.ofMillis(1));
    closeFast(trash);
  }

  /** One of what is closed onto each always runs, and takes as long as a few looks. */
  static void endManyUnderLoad(Path file) throws InterruptedException {
    handOff(TrashThread.global(), file);
    var looks = countLooks();
    var begun = new CountDownLatch(20);
    for (int i = 0; i < 5; i++) {
      var trash = TrashThread.start();
      trash.close();
      var inside = new AlwaysOne();
      Disposer<String> slow =
          value -> {
            begun.countDown();
            inside.pass();
            looks.awaitAdvance(looks.getPhase());
          };
      for (int closer = 0; closer < 4; closer++) {
        closeForever(slow, trash);
      }
    }
    begun.await();
  }

  /** Advances each time that the end of the JVM has looked a few times. */
  private static Phaser countLooks() {
    var phases = new Phaser(1);
    Runnable counting =
        () -> {
          while (true) {
            ExitThread.awaitLooks(3);
            phases.arrive();
          }
        };
    Thread.ofPlatform().daemon().start(counting);
    return phases;
  }

  /**
   * Four threads close onto a trash thread that has ended, and one of that always runs; two more
   * close some between two of theirs, so that the queue is hardly ever empty.
   */
  private static void closeFast(TrashThread trash) throws InterruptedException {
    var inside = new AlwaysOne();
    var begun = new CountDownLatch(6);
    Disposer<String> beginning = value -> begun.countDown();
    for (int i = 0; i < 6; i++) {
      closeForever(i < 4 ? beginning.andThen(value -> inside.pass()) : beginning, trash);
    }
    begun.await();
  }

  private static void closeForever(Disposer<String> disposer, TrashThread trash) {
    Runnable closing =
        () -> {
          while (true) {
            Backdrop.of("late", disposer, trash).close();
          }
        };
    Thread.ofPlatform().daemon().start(closing);
  }
}
