package io.backdrop;

import static io.backdrop.ExitMain.VALUES;
import static io.backdrop.ExitMain.handOff;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/** Ways of {@link ExitMain} in which what a trash thread runs ends the JVM. */
final class GatedExits {

  private GatedExits() {}

  /** Not one of them ends the JVM, and with it who hands them off, before all are there. */
  static void handOffBehindGate(TrashThread trash, Path file, IntUnaryOperator exitCodes) {
    behindGate(trash, () -> handOff(trash, file, exitCodes));
  }

  private static void behindGate(TrashThread trash, Runnable handingOff) {
    var allThere = new CountDownLatch(1);
    Backdrop.of("gate", value -> allThere.await(), trash).close();
    handingOff.run();
    allThere.countDown();
  }

  static void failAndExit(Path file) {
    var trash = TrashThread.builder().onFailure((disposal, failure) -> System.exit(50)).start();
    Disposer<String> failing =
        value -> {
          throw new IllegalStateException("on purpose");
        };
    behindGate(
        trash,
        () -> {
          Backdrop.of("fails", failing, trash).close();
          handOff(trash, file);
        });
  }

  /** What is short is taken many at once; the last one writes down which were released. */
  static void exitAmongShortOnes(Path file) {
    var trash = TrashThread.start();
    var released = new ConcurrentLinkedQueue<Integer>();
    int many = 100 * VALUES;
    Disposer<Integer> ending = value -> System.exit(50);
    Disposer<Integer> noting = released::add;
    Disposer<Object> writing =
        value -> Files.write(file, released.stream().map(String::valueOf).toList());
    behindGate(
        trash,
        () -> {
          for (int i = 0; i < many; i++) {
            boolean ends = i >= many / 2 && i < many / 2 + 3;
            Backdrop.of(i, ends ? noting.andThen(ending) : noting, trash).close();
          }
          Backdrop.of("last", writing, trash).close();
        });
  }

  /** The closer of a value that finds no room is the one to end the JVM. */
  static void exitInCaller(Path file) throws Exception {
    var ending = new CountDownLatch(1);
    var trash = TrashThread.builder().bound(VALUES).start();
    KeptBusy.until(ending, trash);
    Runtime.getRuntime().addShutdownHook(new Thread(ending::countDown));
    handOff(trash, file, number -> number == VALUES - 1 ? 50 : 0);
  }

  static void exitInListener(Path file) {
    var told = new AtomicInteger();
    var ending =
        new TrashListener() {
          @Override
          public void disposed(Class<?> type, long weight, long nanos) {
            if (told.getAndIncrement() % 100 == 50) { // Each costs the drain ten milliseconds.
              System.exit(50);
            }
          }
        };
    handOffBehindGate(TrashThread.builder().listener(ending).start(), file, number -> 0);
  }
}
