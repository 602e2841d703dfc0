package io.backdrop;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A trash thread that has nothing to do keeps nothing of what it has released, not even the class:
 * an application that was dropped while the library stays can be unloaded.
 */
@Timeout(60)
class IdleMemoryTest {

  /** As many as a page of the queue has places for. */
  private static final int A_PAGE = 256;

  /** What the application has: to be loaded by a class loader of its own. */
  public static final class Value implements AutoCloseable {
    @Override
    public void close() {}
  }

  private static WeakReference<ClassLoader> application(int values, BackdropStrategy trash)
      throws Exception {
    return application(values, Disposer.closing(), trash);
  }

  private static WeakReference<ClassLoader> application(
      int values, Disposer<AutoCloseable> disposer, BackdropStrategy trash) throws Exception {
    var classes = Value.class.getProtectionDomain().getCodeSource().getLocation();
    try (var loader = new URLClassLoader(new URL[] {classes}, null)) {
      var type = loader.loadClass(Value.class.getName());
      for (int i = 0; i < values; i++) {
        Backdrop.of((AutoCloseable) type.getConstructor().newInstance(), disposer, trash).close();
      }
      return new WeakReference<>(loader);
    }
  }

  private static void assertUnloaded(WeakReference<ClassLoader> application) {
    GarbageCollection.untilTrue(() -> application.get() == null);
  }

  @Test
  void theClassOfWhatItReleasedLastIsNotKept() throws Exception {
    try (var trash = TrashThread.start()) {
      assertUnloaded(application(3, trash));
    }
  }

  @Test
  void norIsThatOfAPageThatIsFull() throws Exception {
    try (var trash = TrashThread.start()) {
      assertUnloaded(application(A_PAGE, trash));
    }
  }

  @Test
  void norAfterTheThreadWasWokenAndSleepsAgain() throws Exception {
    try (var trash = TrashThread.builder().signalling().start()) {
      assertUnloaded(application(3, trash));
      assertUnloaded(application(3, trash));
    }
  }

  @Test
  void norIsThatOfOneThatWasTriedAgain() throws Exception {
    Disposer<AutoCloseable> failing =
        value -> {
          throw new IOException("on purpose");
        };
    var retrying = failing.retrying(RetryPolicy.of(2, Duration.ofMillis(1)));
    try (var trash = TrashThread.builder().onFailure((disposal, failure) -> {}).start()) {
      assertUnloaded(application(1, retrying, trash));
    }
  }

  @Test
  void norIsThatOfOneThatWasStuck() throws Exception {
    var reported = new CountDownLatch(1);
    StuckHandler reporting = (stuck, since, thread, behind) -> reported.countDown();
    try (var trash = TrashThread.builder().onStuck(Duration.ofMillis(1), reporting).start()) {
      assertUnloaded(application(1, value -> reported.await(), trash));
    }
  }
}
