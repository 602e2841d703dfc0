package io.backdrop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A disposal that several {@link Arc}s share, and the count of those that are open. The last one to
 * close hands it off: the count decides when, and where to is decided here and nowhere else.
 *
 * <p>The count is sticky, after Daniel Anderson's wait-free reference counter ("Introduction to
 * Wait-free Algorithms in C++ Programming", CppCon 2024): whoever brings it to zero has ended
 * nothing yet, but may then replace the zero by {@link #DEAD}. So one addition takes a further
 * share, or finds that none is to be had, without a loop: either it makes that replacement fail,
 * and the value lives on, or it comes after, and sees a count below zero. Whatever is added to a
 * dead count leaves it dead.
 *
 * <p>All changes of the count are sequentially consistent. To give a share back needs release, so
 * that what was done through each handle happens-before the disposal, and acquire in the last one;
 * to take one could do with less, and would on x64 cost the same.
 */
sealed class SharedDisposal<T> extends ClaimableDisposal<T> permits TrackedSharedDisposal {

  /** Half of what fits: a billion threads may each add one at once and still not overflow it. */
  static final int MOST_HANDLES = 1 << 30;

  private static final int DEAD = Integer.MIN_VALUE;

  private static final VarHandle COUNT;

  static {
    try {
      COUNT = MethodHandles.lookup().findVarHandle(SharedDisposal.class, "count", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * How many handles are open; negative when the value is none of theirs any more. Any thread may
   * change it, by atomic operations; only one whose stack has ended too early writes it, so that
   * its handle is open again.
   */
  volatile int count;

  /** The write is plain for the reason given in the superclass. */
  SharedDisposal(T value, Disposer<? super T> disposer, BackdropStrategy strategy) {
    super(value, disposer, strategy);
    COUNT.set(this, 1);
  }

  /** The trail for a handle that is being made. No overriding, for the reason given in Trail. */
  final Trail trail() {
    return this instanceof TrackedSharedDisposal<T> tracked ? tracked.nextTrail() : Trail.NONE;
  }

  final int count() {
    return Math.max(count, 0);
  }

  /** Takes a share; returns whether there was one to be had. */
  final boolean tryRetain() {
    int before = (int) COUNT.getAndAdd(this, 1);
    if (before >= MOST_HANDLES) {
      COUNT.getAndAdd(this, -1);
      checkRoom(1, before);
    }
    return before >= 0;
  }

  /** Takes many shares by one change of the count, after making sure that so many fit. */
  final boolean tryRetain(int shares) {
    int now = count;
    while (now >= 0) {
      checkRoom(shares, now);
      if (COUNT.compareAndSet(this, now, now + shares)) {
        return true;
      }
      now = count;
    }
    return false;
  }

  /** Throws when so many more would be too many. */
  final void checkRoom(int shares) {
    checkRoom(shares, count());
  }

  private void checkRoom(int shares, int now) {
    if (shares > MOST_HANDLES - now) {
      throw new IllegalStateException(
          "This %s has %d open handles and cannot have %d more, at most %d; close those not used"
              .formatted(type().getName(), now, shares, MOST_HANDLES));
    }
  }

  /**
   * Gives a share back; returns whether it was the last, so that the value is to be closed now.
   *
   * <p>One step for the usual last share. The two of the next line would do, but a stack that ends
   * between them loses the value; this way, that can only happen where other threads race as well.
   */
  final boolean release() {
    if (count == 1 && COUNT.compareAndSet(this, 1, DEAD)) {
      return true;
    }
    return (int) COUNT.getAndAdd(this, -1) == 1 && COUNT.compareAndSet(this, 0, DEAD);
  }

  /** Gives a share back, and with the last one the value to its strategy. */
  @Override
  final void giveBack() {
    if (release()) {
      close();
    }
  }

  /** Ends all sharing, if the caller's share is the only one; the value is then the caller's. */
  final boolean tryEnd() {
    return COUNT.compareAndSet(this, 1, DEAD);
  }

  /** Another value with the same disposer and strategy, not shared yet. */
  final SharedDisposal<T> alike(T other) {
    var how = disposer;
    var where = strategy;
    if (how == null || where == null) {
      throw closed();
    }
    return wrapAlike(other, how, where);
  }

  /** Where other handles are open, it is the one alone that was closed, and not the value. */
  @Override
  final IllegalStateException closed() {
    int open = count();
    return open == 0
        ? super.closed()
        : new IllegalStateException(
            "This handle on a %s was closed or consumed; use it before that, or share() another one for each user. Other handles open on the value: %d"
                .formatted(type().getName(), open));
  }

  SharedDisposal<T> wrapAlike(T other, Disposer<? super T> how, BackdropStrategy where) {
    return new SharedDisposal<>(other, how, where);
  }

  /** The value, while the caller knows by itself that it is there. */
  @SuppressWarnings("unchecked")
  final T peek() {
    return (T) value;
  }
}
