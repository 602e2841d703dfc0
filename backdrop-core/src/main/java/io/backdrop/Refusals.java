package io.backdrop;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Logs that a strategy did not take a disposal: once for each strategy and class of exception. */
final class Refusals {

  /** So many strategies of one class are told apart; all further ones count as one. */
  static final int MOST_NAMES = 100;

  /**
   * A class of its own: if the heap is full as it is initialized, reports fail, and nothing else
   * does.
   */
  private static final class Reported {

    /**
     * The state that a JDK pool appends to its name in {@code toString}: it is the same pool in any
     * state.
     */
    static final Pattern STATE = Pattern.compile("(@\\p{XDigit}+)\\[[^\\[\\]]*+]");

    /** Kept with the strategy's class, so that nothing here keeps its class loader alive. */
    static final ClassValue<Set<String>> NAMES =
        new ClassValue<>() {
          @Override
          protected Set<String> computeValue(Class<?> strategy) {
            return ConcurrentHashMap.newKeySet();
          }
        };
  }

  private Refusals() {}

  /** Loads this class, if it is not loaded. */
  static void prepare() {}

  /** Never throws: the value has been released, and its closer must not be told otherwise. */
  static void report(BackdropStrategy strategy, Class<?> type, Throwable refusal) {
    try {
      if (isNew(strategy, refusal.getClass())) {
        log(strategy, type, refusal);
      }
    } catch (Throwable unreportable) {
      // The toString of a strategy threw, or the heap is full: only the report is lost.
    }
  }

  /** As {@link #report}, but makes the exception, which takes long, only if it is to be logged. */
  static void reportClosed(TrashThread trash, Class<?> type) {
    try {
      if (isNew(trash, IllegalStateException.class)) {
        log(trash, type, new IllegalStateException(trash + " was closed; close its values before"));
      }
    } catch (Throwable unreportable) {
      // As above.
    }
  }

  private static void log(BackdropStrategy strategy, Class<?> type, Throwable refusal) {
    var message =
        "The strategy %s refused a %s, which was left to its closer, thread %s, to be released in place. Further refusals for this cause are not logged."
            .formatted(strategy, type.getName(), ThreadName.ofCurrent());
    Warnings.log(message, refusal);
  }

  /** Threads that race may exceed the bound by a few: it is there to save memory, no more. */
  private static boolean isNew(BackdropStrategy strategy, Class<? extends Throwable> kind) {
    var reported = Reported.NAMES.get(strategy.getClass());
    var cause = kind.getName();
    var named = cause + " of " + Reported.STATE.matcher(strategy.toString()).replaceAll("$1");
    return reported.size() < MOST_NAMES
        ? reported.add(named)
        : !reported.contains(named) && reported.add(cause);
  }
}
