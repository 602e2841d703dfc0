package io.backdrop;

import org.jspecify.annotations.Nullable;

/**
 * Stands between a tracked {@link Backdrop} and its disposal, so that there is something which is
 * reachable through the handle alone: the trail. The strategy is given the disposal behind it.
 *
 * <p>What is asked of a disposal in a queue is never asked of this one.
 */
final class TrackedDisposal<T> extends LinkedDisposal<T> {

  private final LinkedDisposal<T> inner;
  private final Watcher watcher;
  private final RecordedTrail trail;

  TrackedDisposal(LinkedDisposal<T> inner, Watcher watcher) {
    super(inner.type());
    this.inner = inner;
    this.watcher = watcher;
    this.trail = new RecordedTrail(watcher, inner);
  }

  @Override
  void begin() {
    trail.begin();
  }

  @Override
  @Nullable T valueIfOpen() {
    return inner.valueIfOpen();
  }

  @Override
  @Nullable BackdropStrategy strategyIfOpen() {
    return inner.strategyIfOpen();
  }

  /**
   * The end is recorded when there is one: the stack may end while the value is handed off, and
   * then this is still open. It may also end after that, which is not worth an error.
   */
  @Override
  void close() {
    try {
      inner.close();
    } finally {
      try {
        if (!inner.isOpen()) {
          trail.end("closed");
        }
      } catch (StackOverflowError unrecorded) {
        // It has been closed, all the same.
      }
    }
  }

  @Override
  T takeBack() {
    return takeBack("unwrapped");
  }

  @Override
  void moveOn() {
    takeBack("moved to another strategy");
  }

  private T takeBack(String how) {
    try {
      var value = inner.takeBack();
      trail.end(how);
      return value;
    } catch (IllegalStateException closed) {
      throw trail.explain(closed);
    }
  }

  @Override
  LinkedDisposal<T> copyFor(BackdropStrategy to) {
    try {
      return new TrackedDisposal<>(inner.copyFor(to), watcher);
    } catch (IllegalStateException closed) {
      throw trail.explain(closed);
    }
  }

  @Override
  IllegalStateException closed() {
    return trail.explain(inner.closed());
  }
}
