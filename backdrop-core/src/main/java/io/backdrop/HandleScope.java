package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Records the handles on all values that are wrapped while it is open, and says which of them have
 * not been closed: for tests, since it needs no garbage collector to find out.
 *
 * {@snippet file="io/backdrop/Snippets.java" region="scope"}
 *
 * <p>A value belongs to the scope when it is wrapped, in a {@link Backdrop}, {@link Arc} or {@link
 * UniqueArc}, by the thread that opened the scope or by one that was started from there meanwhile,
 * directly or by another such thread. All handles on the value then belong to it as well, whatever
 * thread makes them.
 *
 * <p>Not in the scope are threads that existed before, those that are made not to inherit {@link
 * InheritableThreadLocal}s, and the workers of fork-join pools, which serve whoever comes. Scopes
 * nest: a value belongs to the innermost one alone, and is not subject to {@link LeakDetection}.
 * Scopes on different threads have nothing to do with each other.
 *
 * <p>While any scope is open, all wrapping costs a look at a thread-local, and within one the stack
 * is walked for each handle. Thread-safe.
 */
public final class HandleScope implements AutoCloseable {

  private final ScopeWatcher watcher;

  private HandleScope(ScopeWatcher watcher) {
    this.watcher = watcher;
  }

  /**
   * A handle that is still open.
   *
   * @param type the class of its value
   * @param made has the stack trace of where the handle was made
   */
  public record OpenHandle(Class<?> type, Throwable made) {

    /**
     * An open handle.
     *
     * @throws NullPointerException when an argument is null
     */
    public OpenHandle {
      requireNonNull(type, "type");
      requireNonNull(made, "made");
    }

    private static OpenHandle of(Watch watch) {
      return new OpenHandle(watch.type(), requireNonNull(watch.made(), "made").trimmed());
    }
  }

  /** {@return a scope that the calling thread is in, until it is closed} */
  public static HandleScope open() {
    return new HandleScope(ScopeWatcher.open());
  }

  /**
   * {@return the handles that have neither been closed nor consumed, in the order in which they
   * were made; none when the scope is closed} Other threads may change that at any time.
   */
  public List<OpenHandle> openHandles() {
    return watcher.stillOpen().stream().map(OpenHandle::of).toList();
  }

  /**
   * Ends the recording and forgets what was recorded; the handles stay as they are. Does nothing
   * when that has been done. Any thread may do it.
   */
  @Override
  public void close() {
    watcher.close();
  }
}
