package io.backdrop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

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
        var trash = TrashThread.start();
        Backdrop.of("stuck", value -> new CountDownLatch(1).await(), trash).close();
        handOff(trash, file);
      }
      case "memory" -> memoryAndFiles(file);
      case "thread" -> {
        var strategy = BackdropStrategy.threadPerDisposal();
        Backdrop.of(1, value -> write(file, 1), strategy).close();
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void handOff(BackdropStrategy strategy, Path file) {
    for (int i = 0; i < VALUES; i++) {
      int number = i;
      Backdrop.of(i, value -> write(file, number), strategy).close();
    }
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

  /** One value of each kind in turn, behind one that is not done before the end has begun. */
  private static void memoryAndFiles(Path file) {
    var trash = TrashThread.start();
    var ending = new CountDownLatch(1);
    Backdrop.of("first", value -> ending.await(), trash).close();
    for (int i = 0; i < VALUES; i++) {
      int number = i;
      Disposer<Integer> writing = value -> write(file, number);
      Backdrop.of(i, number % 2 == 0 ? writing : writing.memoryOnly(), trash).close();
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitExit(trash, ending)));
  }

  private static void awaitExit(TrashThread trash, CountDownLatch ending) {
    while (!trash.isExiting()) {
      Thread.onSpinWait();
    }
    ending.countDown();
  }

  private static void handOffAtExit(TrashThread trash, Path file) {
    trash.beginClosing();
    Uninterruptibly.await(() -> trash.awaitEnd(Duration.ofSeconds(30).toNanos()));
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
