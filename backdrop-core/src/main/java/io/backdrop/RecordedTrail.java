package io.backdrop;

import java.lang.ref.Cleaner.Cleanable;
import org.jspecify.annotations.Nullable;

/** The trail of a handle that is watched. */
final class RecordedTrail extends Trail {

  private final Watcher watcher;
  private final Watch watch;

  /**
   * Ends the watching; null before it began. Written by the thread that makes the handle. One that
   * gets the handle by a race may miss it, which leaves an ended watch behind, and that is ignored.
   */
  private @Nullable Cleanable watching;

  RecordedTrail(Watcher watcher, LinkedDisposal<?> block) {
    this.watcher = watcher;
    this.watch = new Watch(block, watcher.trace("made", block.type()));
  }

  @Override
  void begin() {
    try {
      watching = watcher.watch(this, watch);
    } catch (StackOverflowError | OutOfMemoryError unwatched) {
      // The handle is as good as any other that nobody watches; its owner must get it.
    }
  }

  /** A handle that a {@link StackOverflowError} leaves open after this is not watched any more. */
  @Override
  void end(String how) {
    if (watch.hasEnded()) {
      return;
    }
    Trace where = null;
    try {
      where = watcher.trace(how, watch.type());
    } catch (StackOverflowError | OutOfMemoryError unknown) {
      // Then only that it has ended is known.
    }
    watch.end(where);
    stopWatching();
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

  @Override
  IllegalStateException explain(IllegalStateException closed) {
    watch.explain(closed);
    return closed;
  }
}
