package io.backdrop;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides for each value that is wrapped whether its handles are watched, and by whom. */
abstract class Tracking {

  private static final Tracking OFF =
      new Tracking() {
        @Override
        @Nullable Watcher choose() {
          return null;
        }
      };

  private static final Tracking SAMPLED =
      new Tracking() {
        @Override
        @Nullable Watcher choose() {
          return Sampling.picks() ? picked() : null;
        }
      };

  private static final Tracking ALL =
      new Tracking() {
        @Override
        @Nullable Watcher choose() {
          return LeakWatcher.ALL;
        }
      };

  /** Written with the lock on this class. */
  private static volatile LeakDetection.Level level =
      levelOf(System.getProperty("io.backdrop.leakDetection"));

  /** How many scopes are open. Guarded by the lock on this class. */
  private static int scopes;

  /** Guarded by the lock on this class. */
  private static final SampleBudget BUDGET = new SampleBudget(System::nanoTime);

  /** Whether no value is picked as a sample. Guarded by the lock on this class. */
  private static boolean resting;

  /** The choice that follows from all that. Written with the lock on this class. */
  private static volatile Tracking current = of(level);

  /** Wraps a value that has one handle. */
  static <T> ClaimableDisposal<T> disposal(
      T value, Disposer<? super T> disposer, BackdropStrategy strategy) {
    var plain = ClaimableDisposal.of(value, disposer, strategy);
    var watcher = current.choose();
    return watcher == null ? plain : tracked(plain, watcher);
  }

  /** Wraps a value that may have several handles. */
  static <T> SharedDisposal<T> shared(
      T value, Disposer<? super T> disposer, BackdropStrategy strategy) {
    var watcher = current.choose();
    return watcher == null
        ? new SharedDisposal<>(value, disposer, strategy)
        : tracked(value, disposer, strategy, watcher);
  }

  /**
   * A method of its own: a constructor call would be inlined above even where it is hardly ever
   * made.
   */
  private static <T> ClaimableDisposal<T> tracked(ClaimableDisposal<T> plain, Watcher watcher) {
    return new TrackedDisposal<>(plain, watcher);
  }

  private static <T> SharedDisposal<T> tracked(
      T value, Disposer<? super T> disposer, BackdropStrategy strategy, Watcher watcher) {
    return new TrackedSharedDisposal<>(value, disposer, strategy, watcher, 0);
  }

  /** Who is to look after the next value that the calling thread wraps; null for nobody. */
  abstract @Nullable Watcher choose();

  static LeakDetection.Level level() {
    return level;
  }

  static synchronized void setLevel(LeakDetection.Level updated) {
    level = updated;
    decide();
  }

  static synchronized void scopeOpened() {
    scopes++;
    decide();
  }

  static synchronized void scopeClosed() {
    scopes--;
    decide();
  }

  /**
   * Once enough values are picked, none is until the garbage collector has come by, which alone
   * finds those that are lost: so whoever wraps values without end has them counted for a small
   * part of the time only. That the collector has come by is seen from an object that nothing
   * refers to.
   */
  private static synchronized @Nullable Watcher picked() {
    if (resting) {
      return null; // Another thread has picked the last one meanwhile.
    }
    if (BUDGET.useUp()) {
      rest();
    }
    return LeakWatcher.SAMPLED;
  }

  private static void rest() {
    try {
      Leaks.CLEANER.register(new Object(), Tracking::wake); // First: without it nothing would wake.
      resting = true;
      decide();
    } catch (StackOverflowError | OutOfMemoryError restless) {
      // The next one that is picked tries again.
    }
  }

  private static synchronized void wake() {
    BUDGET.renew();
    resting = false;
    decide();
  }

  /** While no scope is open, no thread needs to ask whether it is in one. */
  private static void decide() {
    var byLevel = resting && level == LeakDetection.Level.SAMPLED ? OFF : of(level);
    current = scopes == 0 ? byLevel : new Scoped(byLevel);
  }

  private static Tracking of(LeakDetection.Level level) {
    return switch (level) {
      case OFF -> OFF;
      case SAMPLED -> SAMPLED;
      case ALL -> ALL;
    };
  }

  /** The level of that name. For anything else, warns and takes the default. */
  static LeakDetection.Level levelOf(@Nullable String name) {
    if (name == null) {
      return LeakDetection.Level.SAMPLED;
    }
    for (var level : LeakDetection.Level.values()) {
      if (nameOf(level).equals(name)) {
        return level;
      }
    }
    var names =
        Arrays.stream(LeakDetection.Level.values())
            .map(Tracking::nameOf)
            .collect(Collectors.joining(", "));
    warn("io.backdrop.leakDetection", name, names, nameOf(LeakDetection.Level.SAMPLED));
    return LeakDetection.Level.SAMPLED;
  }

  private static String nameOf(LeakDetection.Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }

  /** Whether the property says true. For anything but true and false, warns and takes false. */
  static boolean rescueOf(@Nullable String text) {
    if (text != null && !text.equals("true") && !text.equals("false")) {
      warn("io.backdrop.leakRescue", text, "true, false", "false");
    }
    return "true".equals(text);
  }

  private static void warn(String property, String value, String known, String used) {
    Warnings.log(
        "The system property %s is \"%s\"; it must be one of: %s. It is taken for %s."
            .formatted(property, value, known, used));
  }

  /** A scope that the thread is in comes before the level. */
  private static final class Scoped extends Tracking {

    private final Tracking otherwise;

    private Scoped(Tracking otherwise) {
      this.otherwise = otherwise;
    }

    @Override
    @Nullable Watcher choose() {
      var scope = ScopeWatcher.ofCurrentThread();
      return scope == null ? otherwise.choose() : scope;
    }
  }
}
