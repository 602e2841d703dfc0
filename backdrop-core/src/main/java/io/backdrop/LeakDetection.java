package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds handles that were lost: a {@link Backdrop}, {@link Arc} or {@link UniqueArc} which the
 * garbage collector reclaims while it is open will never give back what it has.
 *
 * {@snippet file="io/backdrop/Snippets.java" region="leaks"}
 *
 * <p>Each such leak is counted by the type of the value and the place where the handle was made.
 * The first of a kind is logged as a warning of the {@link System.Logger} {@code io.backdrop}; the
 * listeners are told of every one. A leak is found when the collector runs, which may be late or,
 * at the end of the JVM, never. For tests there is {@link HandleScope}.
 *
 * <table class="striped">
 * <caption>The levels</caption>
 * <thead><tr><th>level</th><th>watches</th><th>says where</th><th>costs</th></tr></thead>
 * <tbody>
 * <tr><td>{@link Level#OFF off}</td><td>nothing</td><td>never</td><td>nothing</td></tr>
 * <tr><td>{@link Level#SAMPLED sampled}, the default</td><td>one of some two thousand
 *     values, and in the long run about a hundred a second at the most</td>
 *     <td>for types of which a lost handle has been found before</td>
 *     <td>hardly anything</td></tr>
 * <tr><td>{@link Level#ALL all}</td><td>all values</td><td>always</td>
 *     <td>some microseconds for each handle</td></tr>
 * </tbody>
 * </table>
 *
 * <p>Where the place is recorded, the {@link IllegalStateException} for the use of a closed handle
 * also has it, as well as the place where that handle ended, as suppressed exceptions.
 *
 * <p>The system properties {@code io.backdrop.leakDetection}, one of {@code off}, {@code sampled}
 * and {@code all}, and {@code io.backdrop.leakRescue}, {@code true} or {@code false}, set what this
 * begins with. It applies to the whole process. Thread-safe.
 */
public final class LeakDetection {

  private LeakDetection() {}

  /** Of which values the handles are watched. */
  public enum Level {
    /** Of none. */
    OFF,
    /** Of a few, chosen at random: enough to find a leak that happens often. */
    SAMPLED,
    /** Of all, with the stack of each place where a handle is made or ends. */
    ALL
  }

  /**
   * A handle that was lost.
   *
   * @param type the class of the value
   * @param made has the stack trace of where the handle was made, if that was recorded
   * @param times how many leaks of that type from that place have been found so far, this one
   *     included
   */
  public record Leak(Class<?> type, Optional<Throwable> made, long times) {

    /**
     * A leak.
     *
     * @throws NullPointerException when the type or the optional is null
     */
    public Leak {
      requireNonNull(type, "type");
      requireNonNull(made, "made");
    }
  }

  /** Keeps a listener informed until it is closed. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {

    /** Ends it. Does nothing when that has been done. */
    @Override
    void close();
  }

  /** {@return the level} */
  public static Level level() {
    return Tracking.level();
  }

  /**
   * Changes the level for what is wrapped from now on. A value keeps what was decided when it was
   * wrapped, for all its handles.
   *
   * @param level the level
   * @throws NullPointerException when it is null
   */
  public static void setLevel(Level level) {
    Tracking.setLevel(requireNonNull(level, "level"));
  }

  /** {@return whether what is lost is released as well} */
  public static boolean isRescuing() {
    return Leaks.rescuing;
  }

  /**
   * Has what is lost released as well, or not, which is the default: a lost handle that is found is
   * then closed, by a thread of the library. The value goes to its strategy once, as ever.
   *
   * <p>An aid for a service that must go on, and no substitute for closing. A value that was taken
   * out of its handle by {@code get()} may still be in use when nothing refers to the handle.
   *
   * @param rescuing whether to
   */
  public static void setRescuing(boolean rescuing) {
    Leaks.rescuing = rescuing;
  }

  /**
   * Has a listener told of each leak that is found, one at a time, on a thread of the library. What
   * it throws is logged and harms nothing; while it waits, further reports wait as well.
   *
   * @param listener whom to tell
   * @return what to close when the listener is no longer to be told
   * @throws NullPointerException when the listener is null
   */
  public static Registration onLeak(Consumer<? super Leak> listener) {
    requireNonNull(listener, "listener");
    Consumer<Leak> registered = leak -> Leaks.tell(listener, leak); // One of its own for each.
    Leaks.LISTENERS.add(registered);
    return () -> Leaks.LISTENERS.remove(registered);
  }
}
