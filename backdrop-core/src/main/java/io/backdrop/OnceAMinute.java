package io.backdrop;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Says of each kind of event, once a minute, that it is to be told in full. Thread-safe. */
final class OnceAMinute {

  /** So many kinds are told apart within a minute; all further ones count as one. */
  static final int MOST_KINDS = 100;

  private static final long NANOS = 60_000_000_000L;

  private static final String OTHERS = "";

  /** When each kind was told. By name, to keep no class alive. */
  private final Map<String, Long> told = new ConcurrentHashMap<>();

  private final LongSupplier nanoTime;

  OnceAMinute(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Whether that kind was not told for a minute; it then counts as told. Threads that race may
   * exceed the bound by a few: it is there to save memory, no more.
   */
  boolean isDue(String kind) {
    long now = nanoTime.getAsLong();
    told.values().removeIf(then -> now - then >= NANOS);
    var counted = told.size() < MOST_KINDS || told.containsKey(kind) ? kind : OTHERS;
    return told.putIfAbsent(counted, now) == null;
  }
}
