package io.backdrop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One of many disposals fills the heap and fails, and so does what is to be told of that, in a JVM
 * that has told nothing before. One of those behind it frees the heap again.
 */
final class FullHeapMain {

  private static final int VALUES = 5_000;
  private static final int FILLING = 4_000;

  /** Further behind than what is taken at once. */
  private static final int FREEING = FILLING + 100;

  private static final Error NO_MEMORY = new OutOfMemoryError("made when there was some");

  private static volatile @Nullable List<byte[]> hog;
  private static volatile boolean freed;

  private FullHeapMain() {}

  /** Fails when one is lost, or pending for ever. */
  public static void main(String[] arguments) throws Exception {
    var gate = new CountDownLatch(1);
    var released = new AtomicInteger();
    var trash = TrashThread.builder().onFailure(FullHeapMain::fail).start();
    awaitRehearsal();
    Disposer<Integer> counting =
        value -> {
          released.incrementAndGet();
          if (value == FILLING) {
            fill();
          } else if (value == FREEING) {
            hog = null;
            freed = true;
          }
        };
    Backdrop.of("gate", value -> gate.await(), trash).close();
    for (int value = 0; value < VALUES; value++) {
      Backdrop.of(value, counting, trash).close();
    }
    gate.countDown();
    while (!freed) {
      Thread.onSpinWait(); // To wait otherwise may take memory.
    }
    trash.close();
    if (released.get() != VALUES || trash.stats().pending() != 0 || trash.failures() != 1) {
      System.out.println("Released " + released + " of " + VALUES + ": " + trash.stats());
      Runtime.getRuntime().halt(1);
    }
  }

  /** It takes memory, and must not be short of it. */
  static void awaitRehearsal() throws InterruptedException {
    for (var thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("backdrop-rehearsal")) {
        thread.join();
      }
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
}
