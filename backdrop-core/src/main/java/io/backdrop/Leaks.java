package io.backdrop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts, reports and, if wanted, repairs the leaks that were found. On one thread of its own. */
final class Leaks {

  static final LazyCleaner CLEANER = new LazyCleaner(DaemonThreads.named("backdrop-leaks"));

  /** Leaks that have the same cause, as far as can be seen. By name, to keep no class alive. */
  private record Kind(String type, @Nullable StackTraceElement site) {}

  /** How often each kind was found. Written by the thread of the cleaner. */
  private static final Map<Kind, Long> FOUND = new ConcurrentHashMap<>();

  /** The types of which a leak was found. Written by the thread of the cleaner. */
  private static final Set<String> TYPES = ConcurrentHashMap.newKeySet();

  static final List<Consumer<? super LeakDetection.Leak>> LISTENERS = new CopyOnWriteArrayList<>();

  /** Any thread may change it. */
  static volatile boolean rescuing =
      Tracking.rescueOf(System.getProperty("io.backdrop.leakRescue"));

  private Leaks() {}

  /**
   * Starts the thread of the cleaner, which the first watched handle would otherwise have to start.
   */
  static void prepare() {
    try {
      if (LeakDetection.level() != LeakDetection.Level.OFF) {
        CLEANER.start();
      }
    } catch (Throwable noThread) {
      // Then that one does, or is not watched.
    }
  }

  static boolean areKnownOf(Class<?> type) {
    return TYPES.contains(type.getName());
  }

  static void found(Watch watch) {
    try {
      report(count(watch));
    } finally {
      if (rescuing) {
        rescue(watch);
      }
    }
  }

  private static LeakDetection.Leak count(Watch watch) {
    var made = Optional.ofNullable(watch.made());
    var type = watch.type();
    TYPES.add(type.getName());
    var kind = new Kind(type.getName(), made.flatMap(Trace::site).orElse(null));
    long times = FOUND.merge(kind, 1L, Long::sum);
    return new LeakDetection.Leak(type, made.map(Trace::trimmed), times);
  }

  private static void report(LeakDetection.Leak leak) {
    if (leak.times() == 1) {
      log(leak);
    }
    for (var listener : LISTENERS) {
      listener.accept(leak);
    }
  }

  private static void log(LeakDetection.Leak leak) {
    var message =
        "A handle on a %s was garbage collected while open. Close each handle; %s. Further leaks of this kind are not logged."
            .formatted(
                leak.type().getName(),
                leak.made().isPresent()
                    ? "the stack trace says where it was made"
                    : "-Dio.backdrop.leakDetection=all tells where it was made");
    Warnings.log(message, leak.made().orElse(null));
  }

  /** Whatever comes of it, the next listener is told as well. */
  static void tell(Consumer<? super LeakDetection.Leak> listener, LeakDetection.Leak leak) {
    try {
      listener.accept(leak);
    } catch (Throwable failure) {
      HandlerCalls.failed(listener, failure);
    }
  }

  private static void rescue(Watch watch) {
    try {
      watch.giveBack();
    } catch (Throwable failure) {
      Warnings.log("Releasing a leaked " + watch.type().getName() + " failed", failure);
    }
  }
}
