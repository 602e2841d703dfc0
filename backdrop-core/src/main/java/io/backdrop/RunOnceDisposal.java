package io.backdrop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A value and its disposer. The value is released at most once: by whoever takes the disposer. */
abstract sealed class RunOnceDisposal<T> implements Disposal permits ClaimableDisposal {

  private static final VarHandle DISPOSER;
  private static final VarHandle VALUE;

  static {
    try {
      var lookup = MethodHandles.lookup();
      DISPOSER = lookup.findVarHandle(RunOnceDisposal.class, "disposer", Disposer.class);
      VALUE = lookup.findVarHandle(RunOnceDisposal.class, "value", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** How the value is released; null once it is gone. Any thread may take it. */
  volatile @Nullable Disposer<? super T> disposer;

  /** The value; its class once it is gone. Written by the thread that took the disposer. */
  volatile Object value;

  /**
   * The writes are plain, which saves fences: the handle keeps this object in a final field, and
   * that publishes what was written before, also to a thread that gets the handle by a race.
   */
  @SuppressWarnings("NullAway.Init") // NullAway sees no initialization by a VarHandle.
  RunOnceDisposal(T value, Disposer<? super T> disposer) {
    VALUE.set(this, value);
    DISPOSER.set(this, disposer);
  }

  /** One that has run, or never will: it knows only of what type the value is. */
  RunOnceDisposal(Class<?> type) {
    this.value = type;
  }

  /**
   * Returns what was read before the exchange. What the exchange returns is the same, but would
   * have to be cast to an interface, which takes about as long as the exchange.
   */
  final @Nullable Disposer<? super T> takeDisposer() {
    var how = disposer;
    return DISPOSER.getAndSet(this, null) == null ? null : how;
  }

  /**
   * Lets go of the value, so that a closed handle keeps no garbage alive; its class stays. Release
   * is enough: whoever reads the class here also sees that the disposer is gone.
   */
  @SuppressWarnings("unchecked")
  final T takeValue() {
    var taken = (T) value;
    VALUE.setRelease(this, type());
    return taken;
  }

  @Override
  public void run() {
    var how = takeDisposer();
    if (how == null) {
      return;
    }
    try {
      how.dispose(takeValue());
    } catch (Exception e) {
      throw DisposalException.unchecked(type(), e);
    }
  }

  /** Whether somebody releases the value, or has done so. */
  final boolean hasBegun() {
    return disposer == null;
  }

  /** Whether {@link #begin} is of use; if not, {@link #run} does the same and is cheaper. */
  final boolean isIncremental() {
    return disposer instanceof IncrementalDisposer;
  }

  /**
   * Takes the value as {@link #run} does, and leaves its release to the caller, who is to take
   * every step of it, or to run it. Null when the disposal has run or begun before.
   */
  @SuppressWarnings("unchecked")
  @Nullable BegunDisposal begin() {
    var seen = value; // Before the disposer, for the reason given at value().
    var how = disposer;
    if (how == null) {
      return null;
    }
    var begun = new BegunDisposal(this, Steps.of(how, (T) seen)); // First: memory may end here.
    if (takeDisposer() == null) {
      return null;
    }
    takeValue();
    return begun;
  }

  /** Whether {@link #attempt} does anything else than {@link #run}. */
  final boolean isRetrying() {
    return disposer instanceof AttemptedDisposer;
  }

  /**
   * Runs one that {@linkplain #isRetrying is retrying} as {@link #run} does, but makes one attempt
   * alone; returns what to run after a pause where that failed and another one is allowed.
   */
  final @Nullable Retry attempt() {
    var how = takeDisposer();
    if (how == null) {
      return null;
    }
    try {
      return ((AttemptedDisposer<? super T>) how).attempt(takeValue());
    } catch (Exception e) {
      throw DisposalException.unchecked(type(), e);
    }
  }

  @Override
  public Object value() {
    // Read before the disposer: the value is overwritten only after that is gone, so where that is
    // still there, what was read is the value and not its class.
    var seen = value;
    if (disposer == null) {
      throw closed();
    }
    return seen;
  }

  /** A value that is itself a {@code Class} is described by that class, before and after it ran. */
  @Override
  public Class<?> type() {
    var seen = value;
    return seen instanceof Class<?> type ? type : seen.getClass();
  }

  @Override
  @SuppressWarnings("unchecked")
  public long weight() {
    var seen = value; // Before the disposer, for the reason given at value().
    var how = disposer;
    return how == null ? 0 : Weighed.by(how, (T) seen);
  }

  boolean isMemoryOnly() {
    var how = disposer;
    return how != null && how.isMemoryOnly();
  }

  /** The disposal that users know: this one, unless it stands for another. */
  RunOnceDisposal<?> origin() {
    return this;
  }

  IllegalStateException closed() {
    return new IllegalStateException(
        "This " + type().getName() + " was closed or taken back; use it before that");
  }

  @Override
  public String toString() {
    return "Disposal[" + type().getName() + "]";
  }
}
