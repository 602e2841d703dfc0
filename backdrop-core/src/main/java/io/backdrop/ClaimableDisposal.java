package io.backdrop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A value's whole way from its handle to its release in one object of three references, so that
 * closing allocates nothing. Here is what its owner does with it; how it is released is in {@link
 * RunOnceDisposal}.
 *
 * <p>It passes through three states, each left by one atomic step. There is one way back: where a
 * hand-off fails with a {@link StackOverflowError}, the claimed disposal is open again.
 *
 * <pre>
 *   open ──(strategy → null)──▶ claimed ──(disposer → null)──▶ gone
 * </pre>
 *
 * The first step decides which of the threads that race {@code close}, {@code unwrap} and {@code
 * withStrategy} has the value; the second, which of those that were given the disposal releases it.
 */
sealed class ClaimableDisposal<T> extends RunOnceDisposal<T>
    permits WeighedDisposal, SharedDisposal, TrackedDisposal, BegunDisposal, AbandonedDisposal {

  private static final VarHandle STRATEGY;

  static {
    try {
      STRATEGY =
          MethodHandles.lookup()
              .findVarHandle(ClaimableDisposal.class, "strategy", BackdropStrategy.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
    RefusedDisposals.prepare();
  }

  /** Where the value is to go; null once claimed. Any thread may claim. */
  volatile @Nullable BackdropStrategy strategy;

  /** The write is plain, for the reason given in {@link RunOnceDisposal}. */
  ClaimableDisposal(T value, Disposer<? super T> disposer, @Nullable BackdropStrategy strategy) {
    super(value, disposer);
    STRATEGY.set(this, strategy);
  }

  /** One that has run, or never will: it knows only of what type the value is. */
  ClaimableDisposal(Class<?> type) {
    super(type);
  }

  static <T> ClaimableDisposal<T> of(
      T value, Disposer<? super T> disposer, @Nullable BackdropStrategy strategy) {
    return disposer instanceof Weighed
        ? new WeighedDisposal<>(value, disposer, strategy)
        : new ClaimableDisposal<>(value, disposer, strategy);
  }

  /**
   * To be called once its handle is made. Not overridden, for the reason given in {@link Trail}.
   */
  final void handleMade() {
    if (this instanceof TrackedDisposal<T> tracked) {
      tracked.beginTrail();
    }
  }

  /** The value while it is open, else null. */
  @SuppressWarnings("unchecked")
  final @Nullable T valueIfOpen() {
    var seen = value; // Before the disposer, for the reason given at value().
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

  /** As {@link #valueIfTracked}. */
  @Nullable BackdropStrategy strategyIfTracked() {
    return null;
  }

  /**
   * The strategy is the first to go, so it alone would tell, but for one case: where {@link #close}
   * has put it back after a {@link StackOverflowError}, and somebody runs the disposal all the
   * same, it is there without the disposer.
   */
  final boolean isOpen() {
    return strategy != null && disposer != null;
  }

  /**
   * Claims the disposal and gives it to its strategy; where that refuses it, releases it here. Does
   * nothing when it has been claimed before. No call comes between the claim and the try: if the
   * stack ended in that call, the disposal would be claimed and handed to nobody.
   *
   * <p>A strategy that throws a {@link StackOverflowError} has not taken the disposal, or runs it
   * without being asked again. So the disposal is opened again, and is its owner's until it runs.
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
      handOff(to);
    } catch (StackOverflowError overflow) {
      if (disposer != null) {
        strategy = to; // No stack is left to run it here.
      }
      throw overflow;
    }
  }

  private void handOff(BackdropStrategy to) {
    try {
      if (to instanceof TrashThread trash) {
        trash.execute(this); // A direct call, also where the compiler has met other strategies.
      } else {
        to.execute(this);
      }
    } catch (StackOverflowError overflow) {
      throw overflow;
    } catch (Throwable refusal) {
      if (disposer == null) {
        throw refusal; // It did run: this is what the disposer threw.
      }
      releaseHere(to, refusal);
    }
  }

  /** As {@link #valueIfTracked}. */
  void closeIfTracked() {}

  private void releaseHere(BackdropStrategy refused, Throwable refusal) {
    StackRoom.ensureForOne();
    try {
      RefusedDisposals.release(this);
    } finally {
      Refusals.report(refused, type(), refusal);
    }
  }

  /**
   * The same value and disposer for another strategy; to be used only once this one has {@linkplain
   * #moveOn moved on}.
   */
  ClaimableDisposal<T> copyFor(BackdropStrategy to) {
    var how = disposer;
    var open = valueIfOpen();
    if (how == null || open == null) {
      throw closed();
    }
    return of(open, how, to);
  }

  /**
   * Claims the disposal and takes the value out of it: nothing will run. No call comes between the
   * claim and the try, for the reason given at {@link #close}; so the value is read before.
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
      // Else it is taken, and must reach the caller, even if this still refers to it.
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

  /** Does for a lost handle what closing it would have done. */
  void giveBack() {
    close();
  }

  /** Whether it has to be asked for its {@link #weight}: see {@link WeighedDisposal}. */
  final boolean mayWeigh() {
    return getClass() != ClaimableDisposal.class;
  }
}
