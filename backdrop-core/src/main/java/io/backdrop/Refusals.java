package io.backdrop;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Reports strategies that did not take a disposal, each by its name once for each cause. */
final class Refusals {

  /** So many names of one class of strategies for all causes; one more stands for all further. */
  static final int MOST_NAMES = 100;

  /** A class of its own: where memory ends as it is initialized, reports fail, and nothing else. */
  private static final class Reported {

    /** How many threads a JDK pool has, and what it has done, which it writes behind its name. */
    static final Pattern STATE = Pattern.compile("(@\\p{XDigit}+)\\[[^\\[\\]]*+]");

    /** Kept with the strategy's class, so that a class loader let go takes its part along. */
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

  /** Never throws: the value has been seen to, and its closer has nothing left to answer for. */
  static void report(BackdropStrategy strategy, Class<?> type, Throwable refusal) {
    try {
      if (isNew(strategy, refusal.getClass())) {
        log(strategy, type, refusal);
      }
    } catch (Throwable unreportable) {
      // A strategy whose toString throws, no memory: nothing is lost by it.
    }
  }

  /** As the other; it takes long to make such a refusal, and one that is not new is not made. */
  static void reportClosed(TrashThread trash, Class<?> type) {
    try {
      if (isNew(trash, IllegalStateException.class)) {
        log(trash, type, new IllegalStateException(trash + " was closed"));
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

  /** Two threads may each take the last place: the bound is there for the memory. */
  private static boolean isNew(BackdropStrategy strategy, Class<? extends Throwable> kind) {
    var reported = Reported.NAMES.get(strategy.getClass());
    var cause = kind.getName();
    var named = cause + " of " + Reported.STATE.matcher(strategy.toString()).replaceAll("$1");
    return reported.size() < MOST_NAMES
        ? reported.add(named)
        : !reported.contains(named) && reported.add(cause);
  }
}
