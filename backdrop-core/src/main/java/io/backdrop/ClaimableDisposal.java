package io.backdrop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The one implementation of {@link Disposal}: a value's whole way from its handle to its release in
 * one object of three references, so that closing allocates nothing.
 *
 * <p>It passes through three states, each left by one atomic step, and never entered again but
 * where the stack ends before a claimed one could be handed off: that is open again.
 *
 * <pre>
 *   open ──(strategy → null)──▶ claimed ──(disposer → null)──▶ gone
 * </pre>
 *
 * The first step decides which of the threads that race {@code close}, {@code unwrap} and {@code
 * withStrategy} has the value; the second, which of those that were given the disposal releases it.
 */
sealed class ClaimableDisposal<T> implements Disposal
    permits WeighedDisposal, SharedDisposal, TrackedDisposal, BegunDisposal, AbandonedDisposal {

  private static final VarHandle STRATEGY;
  private static final VarHandle DISPOSER;
  private static final VarHandle VALUE;

  static {
    try {
      var lookup = MethodHandles.lookup();
      STRATEGY = lookup.findVarHandle(ClaimableDisposal.class, "strategy", BackdropStrategy.class);
      DISPOSER = lookup.findVarHandle(ClaimableDisposal.class, "disposer", Disposer.class);
      VALUE = lookup.findVarHandle(ClaimableDisposal.class, "value", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
    RefusedDisposals.prepare();
  }

  /** Where the value is to go; null once claimed. Any thread may claim. */
  volatile @Nullable BackdropStrategy strategy;

  /** How the value is released; null once it is gone. Any thread may take it. */
  volatile @Nullable Disposer<? super T> disposer;

  /** The value; its class once it is gone. Written by the thread that took the disposer. */
  volatile Object value;

  /**
   * The writes are plain, which saves three fences: the handle keeps this object in a final field,
   * and that publishes what was written before, also to a thread that gets the handle by a race.
   */
  @SuppressWarnings("NullAway.Init") // It takes a VarHandle for no initialization.
  ClaimableDisposal(T value, Disposer<? super T> disposer, @Nullable BackdropStrategy strategy) {
    VALUE.set(this, value);
    DISPOSER.set(this, disposer);
    STRATEGY.set(this, strategy);
  }

  /** One that has run, or never will: it knows only of what type the value is. */
  ClaimableDisposal(Class<?> type) {
    this.value = type;
  }

  static <T> ClaimableDisposal<T> of(
      T value, Disposer<? super T> disposer, @Nullable BackdropStrategy strategy) {
    return disposer instanceof Weighed
        ? new WeighedDisposal<>(value, disposer, strategy)
        : new ClaimableDisposal<>(value, disposer, strategy);
  }

  /** Its handle is made. No overriding, for the reason given in {@link Trail}. */
  final void handleMade() {
    if (this instanceof TrackedDisposal<T> tracked) {
      tracked.beginTrail();
    }
  }

  /** The value while it is open, else null. */
  @SuppressWarnings("unchecked")
  final @Nullable T valueIfOpen() {
    // Read before the rest: the value is overwritten only after the rest is gone, so where that is
    // still there, what was read is the value and not its class.
    var seen = value;
    return isOpen() ? (T) seen : valueIfTracked();
  }

  /** Of a handle that is tracked, which itself never is open: see {@link TrackedDisposal}. */
  @Nullable T valueIfTracked() {
    return null;
  }

  final @Nullable BackdropStrategy strategyIfOpen() {
    var seen = strategy;
    return isOpen() ? seen : strategyIfTracked();
  }

  /** Likewise. */
  @Nullable BackdropStrategy strategyIfTracked() {
    return null;
  }

  /** The disposer is gone before the strategy only in the rare case that close provides for. */
  final boolean isOpen() {
    return strategy != null && disposer != null;
  }

  /**
   * Claims the disposal and gives it to its strategy; where that refuses it, releases it here. Does
   * nothing when it has been claimed before. One method, because the claim must not succeed in one
   * frame and the stack end before the next: here no call comes between it and the try.
   *
   * <p>A strategy in which the stack ends has not taken the disposal, or will run it without being
   * asked again. So its owner has it until it runs.
   */
  final void close() {
    var to = strategy;
    if (to == null) {
      closeIfTracked();
      return;
    }
    if (!STRATEGY.compareAndSet(this, to, null)) {
      return;
    }
    try {
      if (to instanceof TrashThread trash) {
        trash.execute(this); // A direct call, also where the compiler has met other strategies.
      } else {
        to.execute(this);
      }
    } catch (StackOverflowError overflow) {
      if (disposer != null) {
        strategy = to; // And no stack is left to run it here.
      }
      throw overflow;
    } catch (Throwable refusal) {
      if (disposer == null) {
        throw refusal; // It did run: this is what the disposer threw.
      }
      try {
        releaseHere(to, refusal);
      } catch (StackOverflowError overflow) {
        if (disposer != null) {
          strategy = to; // As above.
        }
        throw overflow;
      }
    }
  }

  /** Likewise. */
  void closeIfTracked() {}

  private void releaseHere(BackdropStrategy refused, Throwable refusal) {
    StackRoom.ensureForOne();
    try {
      RefusedDisposals.release(this);
    } finally {
      Refusals.report(refused, type(), refusal);
    }
  }

  /** The same value and disposer for another strategy; of use once this one has been claimed. */
  ClaimableDisposal<T> copyFor(BackdropStrategy to) {
    var how = disposer;
    var open = valueIfOpen();
    if (how == null || open == null) {
      throw closed();
    }
    return of(open, how, to);
  }

  /**
   * Claims the disposal and takes the value out of it: nothing will run. One method, and the value
   * read before, for the reason given at {@link #close}.
   */
  @SuppressWarnings("unchecked")
  T takeBack() {
    var taken = (T) value;
    var to = strategy;
    if (to == null || !STRATEGY.compareAndSet(this, to, null)) {
      throw closed();
    }
    boolean mine = false;
    try {
      mine = takeDisposer() != null;
      if (mine) {
        takeValue();
      }
    } catch (StackOverflowError noStack) {
      if (!mine) {
        if (disposer != null) {
          strategy = to;
        }
        throw noStack;
      }
      // Else it is taken, and must reach the caller, though it may not have been overwritten here.
    }
    if (!mine) {
      throw closed();
    }
    return taken;
  }

  /** Claims the disposal because a {@linkplain #copyFor copy} takes its place. */
  void moveOn() {
    takeBack();
  }

  /** Does what closing a handle does, for one that was lost. */
  void giveBack() {
    close();
  }

  /**
   * Takes what was read before, which is the same: what the exchange returns would have to be cast
   * to an interface, and that takes about as long as the exchange.
   */
  final @Nullable Disposer<? super T> takeDisposer() {
    var how = disposer;
    return DISPOSER.getAndSet(this, null) == null ? null : how;
  }

  /** Lets go of the value, so that a closed handle keeps no garbage alive; its class stays. */
  @SuppressWarnings("unchecked")
  final T takeValue() {
    var taken = (T) value;
    VALUE.setRelease(this, type());
    return taken;
  }

  IllegalStateException closed() {
    return new IllegalStateException(
        "This " + type().getName() + " was closed or taken back; use it before that");
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

  /** Whether it is of use to {@link #begin}: to run it all is otherwise the same, and cheaper. */
  final boolean isIncremental() {
    return disposer instanceof IncrementalDisposer;
  }

  /**
   * Takes the value as {@link #run} does, and leaves its release to the caller, who is to take
   * every step of it, or to run it. Null when the disposal has run or begun before.
   */
  @SuppressWarnings("unchecked")
  @Nullable BegunDisposal begin() {
    var seen = value; // Before the disposer, for the reason given in valueIfOpen.
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

  /** What the user knows this disposal as. */
  ClaimableDisposal<?> origin() {
    return this;
  }

  @Override
  public Object value() {
    var seen = value; // Before the disposer, for the reason given in valueIfOpen.
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
    var seen = value; // Before the disposer, for the reason given in valueIfOpen.
    var how = disposer;
    return how == null ? 0 : Weighed.by(how, (T) seen);
  }

  /** Whether it has to be asked for its {@link #weight}: see {@link WeighedDisposal}. */
  final boolean mayWeigh() {
    return getClass() != ClaimableDisposal.class;
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

  boolean isMemoryOnly() {
    var how = disposer;
    return how != null && how.isMemoryOnly();
  }

  @Override
  public String toString() {
    return "Disposal[" + type().getName() + "]";
  }
}
