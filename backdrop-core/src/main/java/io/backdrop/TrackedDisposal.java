package io.backdrop;

import org.jspecify.annotations.Nullable;

/**
 * Stands between a tracked {@link Backdrop} and its disposal, so that there is something which is
 * reachable through the handle alone: the trail. The strategy is given the disposal behind it.
 *
 * <p>Its own strategy and disposer are null, as if it had run. So each call takes the path of a
 * closed handle, whose overrides here ask the disposal behind it; and handles that are not tracked
 * need no check.
 */
final class TrackedDisposal<T> extends ClaimableDisposal<T> {

  private final ClaimableDisposal<T> behind;
  private final Watcher watcher;
  private final Trail trail;

  TrackedDisposal(ClaimableDisposal<T> behind, Watcher watcher) {
    super(behind.type());
    this.behind = behind;
    this.watcher = watcher;
    this.trail = new Trail(new Watch(watcher, behind));
  }

  void beginTrail() {
    trail.begin();
  }

  @Override
  @Nullable T valueIfTracked() {
    return behind.valueIfOpen();
  }

  @Override
  @Nullable BackdropStrategy strategyIfTracked() {
    return behind.strategyIfOpen();
  }

  /**
   * Records the end only if there is one: where the stack ended in the hand-off, this is still
   * open. Where it ends while that is recorded, the record is left out: this is closed all the
   * same.
   */
  @Override
  void closeIfTracked() {
    if (!behind.isOpen()) {
      return; // Whoever has ended it records that.
    }
    try {
      behind.close();
    } finally {
      try {
        if (!behind.isOpen()) {
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

  /**
   * Where no stack is left to record the end, that is left out: the value is taken, and must reach
   * the caller.
   */
  private T takeBack(String how) {
    T value;
    try {
      value = behind.takeBack();
    } catch (IllegalStateException closed) {
      throw trail.explain(closed);
    }
    try {
      trail.end(how);
    } catch (StackOverflowError unrecorded) {
      // It has been taken, all the same.
    }
    return value;
  }

  @Override
  ClaimableDisposal<T> copyFor(BackdropStrategy to) {
    try {
      return new TrackedDisposal<>(behind.copyFor(to), watcher);
    } catch (IllegalStateException closed) {
      throw trail.explain(closed);
    }
  }

  @Override
  IllegalStateException closed() {
    return trail.explain(behind.closed());
  }
}
