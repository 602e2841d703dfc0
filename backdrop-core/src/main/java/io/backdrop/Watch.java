package io.backdrop;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of a watched handle beside the handle: enough to say what it was and to give back
 * what it had, and no reference to the handle or its {@link Trail}.
 */
final class Watch implements Runnable {

  private final LinkedDisposal<?> block;
  private final Class<?> type;
  private final @Nullable Trace made;

  /** Set by the thread that ends the handle, after {@link #end}. */
  private volatile boolean ended;

  /** Where the handle ended, if that is recorded. Written by the thread that ends it. */
  private @Nullable Trace end;

  Watch(LinkedDisposal<?> block, @Nullable Trace made) {
    this.block = block;
    this.type = block.type();
    this.made = made;
  }

  Class<?> type() {
    return type;
  }

  @Nullable Trace made() {
    return made;
  }

  boolean hasEnded() {
    return ended;
  }

  void end(@Nullable Trace where) {
    end = where;
    ended = true;
  }

  /**
   * Whether the handle has something to give back. The value is asked too, for a Backdrop whose end
   * could not be recorded; while an Arc has a share, its value is there.
   */
  boolean isOpen() {
    return !ended && block.isOpen();
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
    block.giveBack();
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
