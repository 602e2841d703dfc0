package io.backdrop;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The leaks of values of one type that are found while this is open, at a level of its own. */
final class LeakCapture implements AutoCloseable {

  private final List<LeakDetection.Leak> leaks = new CopyOnWriteArrayList<>();
  private final LeakDetection.Level before = LeakDetection.level();
  private final boolean rescuingBefore = LeakDetection.isRescuing();
  private final LeakDetection.Registration registration;

  LeakCapture(LeakDetection.Level level, Class<?> type) {
    LeakDetection.setLevel(level);
    registration =
        LeakDetection.onLeak(leak -> {
          if (leak.type() == type) {
            leaks.add(leak);
          }
        });
  }

  List<LeakDetection.Leak> await(int many) {
    GarbageCollection.untilTrue(() -> leaks.size() >= many);
    return leaks;
  }

  /**
   * What has been told once two more losses have been. Good to look for what must not be there;
   * what must, has to be awaited, because losses that were found together are told in any order.
   */
  List<LeakDetection.Leak> allSoFar() {
    awaitLaterLoss();
    awaitLaterLoss();
    return leaks;
  }

  private static void awaitLaterLoss() {
    try (var later = new LeakCapture(LeakDetection.Level.ALL, Later.class)) {
      Backdrop.of(new Later(), Disposer.none(), BackdropStrategy.leak());
      later.await(1);
    }
  }

  private record Later() {}

  @Override
  public void close() {
    registration.close();
    LeakDetection.setLevel(before);
    LeakDetection.setRescuing(rescuingBefore);
  }
}
