package io.backdrop;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Closes a chain of values, each inside of the one before, all of which are refused. That of the
 * number that is given fills the heap before it closes the next; none of them, the first one's
 * closer.
 */
final class FullHeapRefusalMain {

  private static final RejectedExecutionException REFUSAL =
      new RejectedExecutionException("made when there was some memory");

  private static final AtomicInteger RELEASED = new AtomicInteger();

  private static Object @Nullable [] hog;

  private FullHeapRefusalMain() {}

  /** Fails when one is not released. */
  public static void main(String[] arguments) throws Exception {
    int filling = Integer.parseInt(arguments[0]);
    var first = chain(1, filling);
    FullHeapMain.awaitRehearsal();
    if (filling == 0) {
      fill();
    }
    try {
      first.close();
    } finally {
      hog = null;
    }
    if (RELEASED.get() != filling + 1) {
      System.out.println("Released " + RELEASED + " of " + (filling + 1));
      Runtime.getRuntime().halt(1);
    }
  }

  private static Backdrop<Integer> chain(int number, int filling) {
    var next = number > filling ? null : chain(number + 1, filling);
    Disposer<Integer> disposer =
        value -> {
          RELEASED.incrementAndGet();
          if (value == filling) {
            fill();
          }
          if (next != null) {
            next.close();
          }
        };
    return Backdrop.of(number, disposer, BackdropStrategy.on(FullHeapRefusalMain::refuse));
  }

  private static void refuse(Runnable task) {
    throw REFUSAL;
  }

  private static void fill() {
    for (int size = 1 << 18; size > 0; size /= 8) {
      try {
        while (true) {
          var link = new Object[size];
          link[0] = hog;
          hog = link;
        }
      } catch (OutOfMemoryError full) {
        // There may be room for a smaller one.
      }
    }
  }
}
