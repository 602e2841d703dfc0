package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A queue of one thread: closing puts a value into it, and the thread releases what is pending when
 * it has the time. Nothing runs by itself, and as long as the queue is reachable no other thread
 * releases what is in it.
 *
 * {@snippet file="io/backdrop/Snippets.java" region="queue"}
 *
 * <p>Disposals run in the order in which they were handed off. A disposer may close further values
 * into the queue, which run after all that were there before, and may itself dispose of what is
 * pending. A failing disposal is counted, reported to the {@link FailureHandler}, and keeps nothing
 * else from being released. An interrupt, of the caller or by a disposer, reaches no disposer: the
 * flag is set again after the last.
 *
 * <p>A large value need not be released all at once: where its disposer is an {@link
 * IncrementalDisposer}, such as {@link Disposer#structural()}, {@link #disposeFor} stops when its
 * time is up, and the value waits as the first in the queue to be continued. It still counts as one
 * disposal, and fails as one. While a step of it runs, it is, like any disposal that runs, not in
 * the queue: should the step itself dispose of what is pending, that is what comes after it.
 *
 * <p>Bounded by memory, and by 2<sup>30</sup> pending disposals: a thread that fills it must drain
 * it. Putting a value in costs two stores. It allocates only when the queue has to grow, which then
 * doubles and is copied; one that has held more than a million disposals shrinks once it is empty.
 *
 * <p>Belongs to the thread that made it; every method but {@link #failures} and {@code toString}
 * called on another throws {@link WrongThreadException}. So a Backdrop that another thread closes
 * is released in place, by that thread, with a warning. A value that only the owner can release,
 * such as a confined {@code Arena}, is then not released, and that failure is the closer's.
 *
 * <p>Close it when it is no longer needed. Otherwise:
 *
 * <ul>
 *   <li>What is pending when the JVM ends is counted, printed, and lost.
 *   <li>Where a queue has values pending, such as that {@linkplain #ofCurrentThread() of a pooled
 *       thread}, and none of them was taken for a minute, a warning says so.
 *   <li>Should it become unreachable with values pending, as when a pooled thread ends without
 *       closing it, they go to {@link TrashThread#global()}, with a warning. That is not noticed
 *       where its failure handler refers to it, or a pending value has a handle that is to be
 *       closed into it: these keep it reachable.
 * </ul>
 */
public final class TrashQueue implements BackdropStrategy, AutoCloseable {

  /**
   * Initialized with this class: by the time that a disposal has been taken, the heap may be full.
   */
  private static final Pausing UNWATCHED = Pausing.UNWATCHED;

  private static final ThreadLocal<TrashQueue> OF_CURRENT_THREAD = new ThreadLocal<>();

  private final Thread owner = Thread.currentThread();
  private final PendingDisposals pending = new PendingDisposals();

  /** What {@link #disposeFor} has left to be tried again. */
  private final Retries retries;

  private final Isolation isolation;
  private final LongSupplier nanoTime;
  private final Cleaner.Cleanable abandonment;

  /** What others look at, which does not keep this queue reachable. */
  private final Lingering lingering;

  private boolean closed;

  /** Whether the last disposal taken was a further attempt. */
  private boolean retriedLast;

  /** A queue of the calling thread that logs failures. */
  public TrashQueue() {
    this(FailureHandler.logging());
  }

  /**
   * A queue of the calling thread that reports failures.
   *
   * @param handler whom to tell
   * @throws NullPointerException when the handler is null
   */
  public TrashQueue(FailureHandler handler) {
    this(handler, System::nanoTime);
    UndrainedQueues.add(lingering);
    lingering.beginWatch();
  }

  TrashQueue(FailureHandler handler, LongSupplier nanoTime) {
    this.isolation = new Isolation(requireNonNull(handler, "handler"));
    this.nanoTime = nanoTime;
    this.retries = new Retries(nanoTime, ListenerCalls.NONE, () -> {});
    this.abandonment =
        Abandonment.register(this, ThreadName.of(owner), pending, retries, isolation);
    this.lingering = new Lingering(ThreadName.of(owner), pending, retries);
    Rehearsal.once(
        TrashQueue.class, () -> new TrashQueue(FailureHandler.logging(), System::nanoTime));
  }

  /**
   * {@return the queue of the calling thread: made by the first call, and the same one until it is
   * closed} On a pooled thread close it before the task ends, best by try-with-resources. What one
   * task leaves in it stays there until a later task on the same thread disposes of it, or that
   * thread ends; a warning comes after a minute.
   */
  public static TrashQueue ofCurrentThread() {
    var queue = OF_CURRENT_THREAD.get();
    if (queue == null) {
      queue = new TrashQueue();
      OF_CURRENT_THREAD.set(queue);
    }
    return queue;
  }

  /**
   * {@inheritDoc}
   *
   * @throws WrongThreadException on another thread than the queue's
   * @throws IllegalStateException when the queue is closed
   */
  @Override
  public void execute(Disposal disposal) {
    checkThread();
    if (closed) {
      throw new IllegalStateException(
          "The TrashQueue of thread "
              + ThreadName.of(owner)
              + " is closed; close its values before");
    }
    try {
      pending.add((ClaimableDisposal<?>) requireNonNull(disposal, "disposal"));
    } finally {
      Reference.reachabilityFence(this); // Not abandoned while the list is being changed.
    }
  }

  /**
   * Runs the disposal that has waited longest, to its end; finishes it, if it has begun. Sleeps
   * between attempts of one that is {@linkplain Disposer#retrying retrying}, unless the caller is
   * interrupted.
   *
   * @return true while more remains: call again
   * @throws WrongThreadException on another thread than the queue's
   */
  public boolean disposeOne() {
    checkThread();
    StackRoom.ensureForOne();
    boolean hurried = Thread.interrupted();
    hurried |= pending.size() == 0 && awaitNextAttempt(hurried);
    interruptIf(finishFirst(hurried));
    return remain();
  }

  /**
   * Alternates between further attempts and the queue: where attempts take longer than the pauses
   * between them, one is always due, and the rest would never run.
   */
  private @Nullable ClaimableDisposal<?> poll() {
    var due = retriedLast && pending.size() > 0 ? null : retries.pollDue();
    retriedLast = due != null;
    return due == null ? pending.poll() : due.disposal();
  }

  /**
   * Runs disposals until none is left, including those that are handed off meanwhile. Sleeps while
   * all that is left waits for another attempt; an interrupt of the caller, before or in a pause,
   * cuts all pauses short, but leaves out no attempt.
   *
   * @throws WrongThreadException on another thread than the queue's
   */
  public void disposeAll() {
    checkThread();
    StackRoom.ensure();
    boolean hurried = Thread.interrupted();
    boolean interrupted = false;
    while (remain()) {
      hurried |= !isAnyDue() && awaitNextAttempt(hurried);
      hurried |= finishFirst(hurried);
      interrupted |= Thread.interrupted(); // Of a disposer: it does not reach the next.
    }
    interruptIf(hurried || interrupted);
  }

  /**
   * Runs the first one with all its attempts, without pauses between them where the caller was
   * interrupted. Returns whether it was, before or in a pause.
   */
  private boolean finishFirst(boolean hurried) {
    try {
      var disposal = poll();
      return disposal == null ? hurried : finish(disposal, hurried);
    } finally {
      Reference.reachabilityFence(this); // Not abandoned while the list is being changed.
    }
  }

  private boolean finish(ClaimableDisposal<?> disposal, boolean hurried) {
    if (disposal.isRetrying()) {
      return retries.runAllHere(disposal, isolation, hurried, UNWATCHED);
    }
    isolation.run(disposal);
    return hurried;
  }

  private boolean isAnyDue() {
    return pending.size() > 0 || retries.nanosUntilDue() == 0;
  }

  private boolean remain() {
    return pending.size() > 0 || !retries.isEmpty();
  }

  /**
   * Has the next attempt follow, if there is one to come, and sleeps until its time, unless at
   * once. Returns whether that was cut short by an interrupt.
   */
  private boolean awaitNextAttempt(boolean atOnce) {
    boolean interrupted = !atOnce && !retries.isEmpty() && Retrying.sleep(retries.nanosUntilDue());
    var next = retries.poll(); // Due or not: an interrupt cuts the pause short.
    if (next != null) {
      pending.putBack(next.disposal());
    }
    return interrupted;
  }

  private static void interruptIf(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Runs disposals until none is left or the time is up. It looks at the time between two disposals
   * and, within one whose disposer is an {@link IncrementalDisposer}, between two steps, or after
   * up to 16 of them while they take nanoseconds. Any other disposal that has begun is not cut
   * short. So this may end late by one disposal, by one long step, or by some microseconds of short
   * ones; and by up to 16 long steps where these come right after short ones.
   *
   * <p>When a step closes the queue, its value is finished, whatever that takes.
   *
   * <p>Of a disposal that is {@linkplain Disposer#retrying retrying} this makes one attempt. Where
   * that fails, the disposal waits in the queue, and a call that comes after the pause makes the
   * next one; meanwhile others run. It does not sleep for that, so it may return true with time
   * left: then all that remains waits in this way, and there is no use in calling again at once.
   *
   * @param budget how long to go on; if it is zero, nothing runs; any other is enough for one
   *     disposal or step
   * @return true while more remains: call again
   * @throws NullPointerException when the budget is null
   * @throws IllegalArgumentException when the budget is negative
   * @throws WrongThreadException on another thread than the queue's
   */
  public boolean disposeFor(Duration budget) {
    checkThread();
    if (requireNonNull(budget, "budget").isNegative()) {
      throw new IllegalArgumentException("The budget is " + budget + "; it must not be negative");
    }
    StackRoom.ensure();
    boolean interrupted = Thread.interrupted();
    var slice = new TimeSlice(nanoTime, Nanos.of(budget));
    boolean anyway = !budget.isZero(); // Else nothing ever runs where budgets are very short.
    while (isAnyDue() && (!slice.isOver() || anyway)) {
      anyway = false;
      disposeFirstWithin(slice);
      interrupted |= Thread.interrupted();
    }
    interruptIf(interrupted);
    return remain();
  }

  private void disposeFirstWithin(TimeSlice slice) {
    try {
      var disposal = poll();
      if (disposal != null) {
        disposeWithin(slice, disposal);
      }
    } finally {
      Reference.reachabilityFence(this); // As above.
    }
  }

  private void disposeWithin(TimeSlice slice, ClaimableDisposal<?> disposal) {
    if (disposal.isIncremental()) {
      var rest = isolation.run(disposal, slice);
      if (rest != null) {
        leave(rest);
      }
    } else if (disposal.isRetrying()) {
      var retry = isolation.attempt(disposal);
      if (retry != null && !tryPutOff(retry)) {
        interruptIf(retries.finishHere(retry, isolation, false, UNWATCHED));
      }
    } else {
      isolation.run(disposal);
    }
  }

  /** Not where the queue was closed meanwhile, nor where there is no memory for it. */
  private boolean tryPutOff(Retry retry) {
    try {
      return retries.add(retry, 0, Batch.NO_POSITION, () -> {});
    } catch (OutOfMemoryError noRoom) {
      return false;
    }
  }

  /** Leaves the rest for later, unless the queue was closed meanwhile and there is no later. */
  private void leave(BegunDisposal rest) {
    if (closed || !tryPutBack(rest)) {
      isolation.run(rest);
    }
  }

  private boolean tryPutBack(BegunDisposal rest) {
    try {
      pending.putBack(rest);
      return true;
    } catch (OutOfMemoryError | IllegalStateException noRoom) {
      return false;
    }
  }

  /**
   * {@return how many disposals are pending; one that has begun, or is to be tried again, counts
   * until it is finished, except while it runs}
   *
   * @throws WrongThreadException on another thread than the queue's
   */
  public long size() {
    checkThread();
    return (long) pending.size() + retries.size();
  }

  /** {@return how many disposals have failed so far} Any thread may ask. */
  public long failures() {
    return isolation.failures();
  }

  /**
   * Runs all that is pending, finishes what has begun, waits for what is to be tried again, unless
   * the caller is interrupted, and ends the queue; does nothing when that has been done. A Backdrop
   * closed into it afterwards is released in place, with a warning.
   *
   * @throws WrongThreadException on another thread than the queue's
   */
  @Override
  public void close() {
    disposeAll();
    closed = true;
    retries.close();
    if (OF_CURRENT_THREAD.get() == this) {
      OF_CURRENT_THREAD.remove();
    }
    abandonment.clean();
    UndrainedQueues.remove(lingering);
    lingering.endWatch();
  }

  private void checkThread() {
    if (Thread.currentThread() != owner) {
      throw new WrongThreadException(
          "This TrashQueue belongs to thread %s and was used by %s; give each thread its own"
              .formatted(ThreadName.of(owner), ThreadName.ofCurrent()));
    }
  }

  @Override
  public String toString() {
    return "TrashQueue[" + ThreadName.of(owner) + "]";
  }
}
