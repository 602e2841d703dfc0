package io.backdrop;

import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reports strategies that did not take a disposal, each kind of strategy once for each cause. */
final class Refusals {

  /** Kept with the strategy's class, so that a class loader that is let go takes its part along. */
  private static final ClassValue<Set<String>> REPORTED =
      new ClassValue<>() {
        @Override
        protected Set<String> computeValue(Class<?> strategy) {
          return ConcurrentHashMap.newKeySet();
        }
      };

  private Refusals() {}

  /** Never throws: the value has been released, and its closer has nothing left to answer for. */
  static void report(BackdropStrategy strategy, Class<?> type, Throwable refusal) {
    try {
      if (REPORTED.get(strategy.getClass()).add(refusal.getClass().getName())) {
        var message =
            "The strategy %s refused a %s, which was released in place by thread %s. Further refusals of this kind are not logged."
                .formatted(strategy, type.getName(), Thread.currentThread().getName());
        System.getLogger("io.backdrop").log(Level.WARNING, message, refusal);
      }
    } catch (Throwable unreportable) {
      // A strategy whose toString throws, a logger that fails, no memory: nothing is lost by it.
    }
  }
}
