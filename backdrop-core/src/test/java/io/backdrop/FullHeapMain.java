package io.backdrop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One of many disposals fills the heap and fails, and so does what is to be told of that, in a JVM
 * that has told nothing before. A moment later there is memory again.
 */
final class FullHeapMain {

  private static final int VALUES = 5_000;
  private static final int FILLING = 4_000;
  private static final Error NO_MEMORY = new OutOfMemoryError("made when there was some");

  private static final CountDownLatch FREED = new CountDownLatch(1);

  private static volatile @Nullable List<byte[]> hog;

  private FullHeapMain() {}

  /** Fails when one is lost, or pending for ever. */
  public static void main(String[] arguments) throws Exception {
    var gate = new CountDownLatch(1);
    var released = new AtomicInteger();
    var trash = TrashThread.builder().onFailure(FullHeapMain::fail).start();
    Thread.sleep(1_000); // Later than the rehearsal, which would load what is to be missing.
    startFreeing();
    Disposer<Integer> counting =
        value -> {
          released.incrementAndGet();
          if (value == FILLING) {
            fill();
          }
        };
    Backdrop.of("gate", value -> gate.await(), trash).close();
    for (int value = 0; value < VALUES; value++) {
      Backdrop.of(value, counting, trash).close();
    }
    gate.countDown();
    FREED.await();
    trash.close();
    if (released.get() != VALUES || trash.stats().pending() != 0 || trash.failures() != 1) {
      System.out.println("Released " + released + " of " + VALUES + ": " + trash.stats());
      Runtime.getRuntime().halt(1);
    }
  }

  private static void fail(Disposal disposal, Throwable failure) {
    throw NO_MEMORY;
  }

  private static void fill() {
    var filling = new ArrayList<byte[]>(100_000);
    hog = filling;
    for (int size = 1 << 16; size >= 16; ) {
      try {
        filling.add(new byte[size]);
      } catch (OutOfMemoryError full) {
        size /= 4;
      }
    }
    throw NO_MEMORY;
  }

  private static void startFreeing() {
    var freeing =
        new Thread(() -> {
          while (true) {
            try {
              Thread.sleep(500);
              if (hog != null) {
                Thread.sleep(500);
                hog = null;
                FREED.countDown();
                return;
              }
            } catch (Throwable full) {
              // It looks again.
            }
          }
        });
    freeing.setDaemon(true);
    freeing.start();
  }
}
