package io.backdrop;

import java.lang.ref.Cleaner.Cleanable;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a watched handle when the handle itself is gone: enough to say what it was and to
 * give back what it had, and no reference to the handle or its {@link Trail}.
 */
final class Watch implements Runnable {

  private final Watcher watcher;
  private final ClaimableDisposal<?> disposal;
  private final Class<?> type;
  private final @Nullable Trace made;

  /**
   * Ends the watching; null before it began. Written by the thread that makes the handle. A thread
   * that gets the handle by a race may not see it; then a watch that has ended stays registered,
   * and is ignored.
   */
  private @Nullable Cleanable watching;

  /** Where the handle ended, if that is recorded. Written by the thread that ends it. */
  private @Nullable Trace end;

  /** Set by the thread that ends the handle, after {@link #end}. */
  private volatile boolean ended;

  Watch(Watcher watcher, ClaimableDisposal<?> disposal) {
    this.watcher = watcher;
    this.disposal = disposal;
    this.type = disposal.type();
    this.made = watcher.trace("made", type);
  }

  Class<?> type() {
    return type;
  }

  @Nullable Trace made() {
    return made;
  }

  /** Never throws once it runs: the handle is made, and its owner must get it. */
  void begin(Trail trail) {
    try {
      watching = watcher.watch(trail, this);
    } catch (StackOverflowError | OutOfMemoryError unwatched) { // Also where no thread can begin.
      // The handle is as good as any other that nobody watches.
    }
  }

  /**
   * Never throws once it runs: the handle is about to end. One that a {@link StackOverflowError}
   * leaves open after this is not watched any more.
   */
  void end(String how) {
    if (!ended) {
      end = traceOf(how);
      ended = true;
      stopWatching();
    }
  }

  private @Nullable Trace traceOf(String how) {
    try {
      return watcher.trace(how, type);
    } catch (StackOverflowError | OutOfMemoryError unknown) {
      return null;
    }
  }

  private void stopWatching() {
    try {
      if (watching != null) {
        watching.clean();
      }
    } catch (StackOverflowError | OutOfMemoryError stillWatched) {
      // What has ended is not reported.
    }
  }

  /**
   * Whether the handle has something to give back. The value is asked too, for a Backdrop whose end
   * could not be recorded; while an Arc has a share, its value is there.
   */
  boolean isOpen() {
    return !ended && disposal.isOpen();
  }

  /** The handle is gone, or has ended and need not be watched any more. */
  @Override
  public void run() {
    if (isOpen()) {
      Leaks.found(this);
    }
  }

  /** Does what closing the handle would have done. */
  void giveBack() {
    disposal.giveBack();
  }

  void explain(IllegalStateException closed) {
    if (made != null) {
      closed.addSuppressed(made.trimmed());
    }
    if (ended && end != null) {
      closed.addSuppressed(end.trimmed());
    }
  }
}
