package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * One dedicated thread that releases what others let go of.
 *
 * {@snippet file="io/backdrop/Snippets.java" region="thread"}
 *
 * <p>A hand-off costs the closing thread two atomic operations beside the claim, one of them for
 * the bound. It allocates nothing, takes no lock and makes no system call, however long the trash
 * thread has been idle, because nobody wakes it: it looks for work by itself, every millisecond at
 * first, and less and less often while there is none (see {@link TrashThreadBuilder#polling}). Only
 * a full backlog, {@link #flush} and {@link #close} wake it.
 *
 * <p>Disposals run one at a time, in the order in which they were handed off. A disposer may close
 * further values onto the same thread; they run later, not nested, so a chain of any length needs
 * no stack. A failing disposal is counted, reported to the {@link FailureHandler}, and stops
 * nothing; neither does an interrupt.
 *
 * <p>The backlog is bounded, by default to a million disposals and to as many bytes as the heap may
 * have, where disposers {@linkplain Disposer#weighing weigh} their values. A value that finds no
 * room is released by its closer, unless the builder was told otherwise (see {@link
 * TrashThreadBuilder}).
 *
 * <p>Nothing is lost at the end. {@link #close()} waits until all is released. What is handed off
 * while that happens is released by the trash thread or, once that has ended, by the thread that
 * hands it off. Each open trash thread is drained when the JVM ends in an orderly way; the thread
 * itself is a daemon and keeps no JVM alive.
 *
 * <p>Thread-safe. What the closing thread did before the hand-off happens-before the disposal, and
 * all disposals before a {@code flush} or {@code close} that waited for them returns.
 */
public sealed class TrashThread implements BackdropStrategy, AutoCloseable
    permits GlobalTrashThread {

  /** How often who waits for room looks for it, in nanoseconds. */
  private static final long ROOM_POLL = 50_000;

  private static final VarHandle ATTENTION;

  static {
    try {
      ATTENTION =
          MethodHandles.lookup().findVarHandle(TrashThread.class, "attention", Attention.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** What a hand-off owes the trash thread beside publishing the disposal. */
  private enum Attention {
    /** Nothing: it runs, or it polls. */
    NONE,
    /** To wake it, once: it is parked, or about to be, and does not poll. */
    WAKE,
    /** To do its work: it has ended. Never left again. */
    ENDED
  }

  private final DisposalQueue queue = new DisposalQueue();
  private final Backlog backlog;
  private final Isolation isolation;
  private final Retries retries;
  private final Consumers consumers;
  private final Overflow overflow;
  private final long waitNanos;
  private final BooleanSupplier mustNotBlock;
  private final LongSupplier nanoTime;
  private final long stuckNanos;
  private final StuckHandler stuckHandler;
  private final Idling idling;
  private final Parking parking;
  private final Thread thread;

  /** Disposals that found no room, by what became of them. Any thread may add. */
  private final LongAdder inCaller = new LongAdder();

  private final LongAdder elsewhere = new LongAdder();

  /** Written by the trash thread; set back from WAKE to NONE by the producer that wakes it. */
  private volatile Attention attention = Attention.NONE;

  /** Set by whoever closes. */
  private volatile boolean closing;

  TrashThread(TrashThreadBuilder settings) {
    this.overflow = settings.overflow;
    this.waitNanos = settings.waitNanos;
    this.mustNotBlock = settings.mustNotBlock;
    this.nanoTime = settings.nanoTime;
    this.stuckNanos = settings.stuckNanos;
    this.stuckHandler = settings.stuckHandler;
    this.backlog = settings.backlog();
    this.isolation = new Isolation(settings.handler);
    this.retries = new Retries(nanoTime, this::wake);
    this.consumers = new Consumers(queue, backlog, isolation, retries, nanoTime);
    this.idling = settings.idling.get();
    this.parking = settings.parking;
    this.thread =
        requireNonNull(settings.threads.newThread(this::work), "the thread factory's thread");
  }

  /**
   * Lets the thread run. Apart from the constructor, which must not let it see a half-made this.
   */
  final void begin() {
    ExitDrain.add(this); // First: a thread that ends at once must find itself there to remove.
    try {
      StuckWatch.add(this);
      thread.start();
    } catch (Throwable notStarted) {
      ExitDrain.remove(this);
      StuckWatch.remove(this);
      throw notStarted;
    }
    Rehearsal.once(TrashThread.class, TrashThread::start);
  }

  /**
   * Starts a trash thread named {@code backdrop-trash} that polls and logs failures.
   *
   * @return the running thread
   * @throws OutOfMemoryError when the system has no thread to give
   */
  public static TrashThread start() {
    return builder().start();
  }

  /** {@return a builder for a trash thread of one's own making} */
  public static TrashThreadBuilder builder() {
    return new TrashThreadBuilder();
  }

  /**
   * {@return the trash thread of the whole process, started by the first call} It is never closed:
   * {@link #close()} on it is a {@link #flush()}, and what is pending when the JVM ends is released
   * then.
   */
  public static TrashThread global() {
    return GlobalTrashThread.instance();
  }

  /** {@inheritDoc} */
  @Override
  public final void execute(Disposal disposal) {
    var linked = LinkedDisposal.linkable(disposal);
    if (!backlog.tryEnter(linked)) {
      full(linked);
      return;
    }
    try {
      queue.offer(linked);
    } catch (StackOverflowError notEntered) {
      backlog.withdraw(linked);
      throw notEntered;
    }
    // Read after the exchange in offer; the trash thread looks at the queue after it has written
    // this. Both are sequentially consistent, so one of the two sees the other's.
    if (attention != Attention.NONE) {
      attend(linked);
    }
  }

  private void attend(Disposal disposal) {
    if (attention == Attention.ENDED) {
      afterEnd(disposal);
    } else if (ATTENTION.compareAndSet(this, Attention.WAKE, Attention.NONE)) {
      try {
        parking.unpark(thread);
      } catch (StackOverflowError notWoken) {
        ATTENTION.compareAndSet(this, Attention.NONE, Attention.WAKE); // The next one wakes it.
        throw notWoken;
      }
    }
  }

  private void afterEnd(Disposal disposal) {
    if (!consumers.includeCaller()) {
      drainAfterEnd();
      Refusals.report(this, disposal.type(), new IllegalStateException(this + " was closed"));
    }
  }

  /**
   * Runs what was handed off too late for the trash thread, in the queue and not in place, so that
   * a disposer that closes further values does not nest: it leaves them to the loop that it was
   * called from. By the tail and not by what is within reach, because a producer that does not see
   * the end yet may not have stored its link yet either.
   */
  private void drainAfterEnd() {
    while (!queue.isEmpty()) {
      if (consumers.help(Integer.MAX_VALUE) == 0) {
        Thread.onSpinWait();
      }
    }
  }

  /** What a disposer closes is always taken: waiting would be for itself, running it would nest. */
  private void full(LinkedDisposal<?> disposal) {
    if (consumers.includeCaller()) {
      takeBeyondBound(disposal);
    } else {
      parking.unpark(thread);
      if (awaitRoom(disposal.weight())) {
        publish(disposal);
      } else {
        overflow.accept(this, disposal);
      }
    }
  }

  private void publish(LinkedDisposal<?> disposal) {
    queue.offer(disposal);
    if (attention != Attention.NONE) {
      attend(disposal);
    }
  }

  /** Looks for room now and then, which spares the trash thread to look for those who wait. */
  private boolean awaitRoom(long weight) {
    long nanos = mustNotBlock.getAsBoolean() ? 0 : waitNanos;
    long began = nanoTime.getAsLong();
    while (nanoTime.getAsLong() - began < nanos && !Thread.currentThread().isInterrupted()) {
      parking.parkNanos(this, ROOM_POLL);
      if (backlog.tryEnter(weight)) {
        return true;
      }
    }
    return false;
  }

  final void takeBeyondBound(LinkedDisposal<?> disposal) {
    backlog.enter(disposal.weight());
    publish(disposal);
  }

  final void runInCaller(LinkedDisposal<?> disposal) {
    inCaller.increment();
    consumers.runHere(disposal);
    if (attention == Attention.ENDED) {
      drainAfterEnd(); // What the disposer closed meanwhile was left to this.
    }
  }

  final void countElsewhere() {
    elsewhere.increment();
  }

  final long pending() {
    long left = backlog.left(); // First, so that never more has left than entered.
    return backlog.entered() - left;
  }

  /** The life of the thread. */
  private void work() {
    var self = consumers.join();
    try {
      while (!(closing && queue.isEmpty() && retries.isEmpty())) {
        if (consumers.runNext(self, Integer.MAX_VALUE) > 0) {
          idling.worked();
        } else if (closing && !queue.isEmpty()) {
          Thread.onSpinWait(); // Not empty, and nothing within reach: a link is about to be stored.
        } else {
          consumers.rest();
          idling.idle(this);
        }
      }
    } finally {
      attention = Attention.ENDED;
      consumers.leave(self);
      consumers.endRetries();
      drainAfterEnd();
      ExitDrain.remove(this);
      StuckWatch.remove(this);
    }
  }

  /** Called now and then, by the watch. */
  final void reportStuck() {
    consumers.reportStuck(stuckNanos, stuckHandler);
  }

  /** For the {@link Idling} that wants to be woken: parks unless there is something to do. */
  final void parkUntilWoken() {
    if (ATTENTION.compareAndSet(this, Attention.NONE, Attention.WAKE)) { // Else it is given up.
      parkUnlessNeeded();
      ATTENTION.compareAndSet(this, Attention.WAKE, Attention.NONE);
    }
    Thread.interrupted(); // An interrupt of the trash thread does not concern its parking.
  }

  private void parkUnlessNeeded() {
    if (queue.isEmpty()) {
      long due = retries.nanosUntilDue();
      if (due != Long.MAX_VALUE) {
        parking.parkNanos(this, due);
      } else if (!closing) {
        parking.park(this);
      }
    }
  }

  /** For the {@link Idling} that polls. */
  final void parkFor(long nanos) {
    parking.parkNanos(this, Math.min(nanos, retries.nanosUntilDue()));
    Thread.interrupted();
  }

  private void wake() {
    if (Thread.currentThread() != thread) {
      parking.unpark(thread);
    }
  }

  /**
   * Waits until all that was handed off before the call has been disposed of.
   *
   * @throws InterruptedException when the waiting thread is interrupted; nothing is lost by it
   * @throws IllegalStateException when called by a disposer on this thread, which would wait for
   *     itself
   */
  public final void flush() throws InterruptedException {
    flush(Long.MAX_VALUE);
  }

  /**
   * Waits until all that was handed off before the call has been disposed of, but not longer than
   * so long.
   *
   * @param atMost how long to wait
   * @return whether it has been
   * @throws InterruptedException when the waiting thread is interrupted; nothing is lost by it
   * @throws IllegalStateException when called by a disposer on this thread, which would wait for
   *     itself
   */
  public final boolean flush(Duration atMost) throws InterruptedException {
    return flush(Nanos.of(atMost));
  }

  private boolean flush(long nanos) throws InterruptedException {
    if (consumers.includeCaller()) {
      throw new IllegalStateException(
          "flush() was called by a disposer on " + this + " and would wait for itself");
    }
    var mark = new FlushMark(consumers);
    queue.offer(new LinkedDisposal<>(mark, FlushMark::note, this));
    parking.unpark(thread);
    if (attention == Attention.ENDED) {
      drainAfterEnd();
    }
    return mark.await(nanos);
  }

  /**
   * Runs disposals that are pending, on the calling thread: for one that can do nothing better
   * meanwhile, or where the trash thread is stuck in one. What they throw goes to the failure
   * handler.
   *
   * @param most how many
   * @return how many it ran; none on a thread that {@linkplain TrashThreadBuilder#mustNotBlock must
   *     not block}, and none when called by a disposer on this thread
   * @throws IllegalArgumentException when the number is negative
   */
  public final int helpDispose(int most) {
    if (most < 0) {
      throw new IllegalArgumentException(
          "The number of disposals is " + most + "; it must not be negative");
    }
    if (mustNotBlock.getAsBoolean() || consumers.includeCaller()) {
      return 0;
    }
    int done = consumers.help(most);
    if (attention == Attention.ENDED) {
      drainAfterEnd(); // What the disposers closed meanwhile was left to this.
    }
    return done;
  }

  /** {@return how many disposals have failed so far} */
  public final long failures() {
    return isolation.failures();
  }

  /**
   * Has everything released that was handed off, and ends the thread. Waits for that, also when
   * interrupted, in which case the interrupt flag is set again at the end; a disposal that never
   * ends is waited for forever. Called by a disposer on this thread, it does not wait.
   *
   * <p>May be called more than once. A Backdrop closed onto this thread afterwards is released by
   * its closer, and a warning says so, once.
   */
  @Override
  public void close() {
    beginClosing();
    if (!consumers.includeCaller()) {
      Uninterruptibly.await(() -> awaitEnd(Long.MAX_VALUE));
    }
  }

  /**
   * Has everything released that was handed off, and ends the thread, but does not wait longer than
   * so long, also when interrupted; the interrupt flag is then set again at the end.
   *
   * @param atMost how long to wait
   * @return what was not released by then, and is not going to be; what is running at that moment,
   *     and the few that were taken to be run right after it, belong to it, though they may come to
   *     their end
   * @throws IllegalStateException when called by a disposer on this thread, which would wait for
   *     itself
   */
  public Residue close(Duration atMost) {
    long nanos = Nanos.of(atMost);
    if (consumers.includeCaller()) {
      throw new IllegalStateException(
          "close(Duration) was called by a disposer on " + this + " and would wait for itself");
    }
    beginClosing();
    long began = System.nanoTime();
    boolean[] ended = new boolean[1];
    Uninterruptibly.await(() -> ended[0] = awaitEnd(nanos - (System.nanoTime() - began)));
    return ended[0] ? Residue.NONE : giveUp();
  }

  /** Whoever hands off from now on finds it ended, and sees to what comes into the queue. */
  final Residue giveUp() {
    attention = Attention.ENDED;
    var residue = consumers.giveUp();
    parking.unpark(thread);
    return residue;
  }

  final Residue pendingNow() {
    return consumers.pendingNow();
  }

  /** Whether the calling thread is inside a disposer that this trash thread runs. */
  final boolean isDisposing() {
    return consumers.includeCaller();
  }

  final void beginClosing() {
    closing = true;
    parking.unpark(thread);
  }

  /** Has what needs no release at the end of the process left out from now on. */
  final void beginExit() {
    consumers.skipMemory();
    beginClosing();
  }

  final boolean isExiting() {
    return closing;
  }

  /** Waits for the thread to end, after {@link #beginClosing}; returns whether it did in time. */
  final boolean awaitEnd(long nanos) throws InterruptedException {
    long began = System.nanoTime();
    if (!thread.join(Duration.ofNanos(Math.max(0, nanos)))) {
      return false;
    }
    var helping = new FlushMark(consumers);
    helping.note();
    return helping.await(nanos - (System.nanoTime() - began));
  }

  /** {@return how it is doing} Costs a few reads and, if much is going on, a look at the clock. */
  public final TrashStatistics stats() {
    long failed = isolation.failures(); // In this order: what is part of another is read before.
    return consumers.statistics(failed, elsewhere.sum(), inCaller.sum());
  }

  @Override
  public final String toString() {
    return "TrashThread[" + thread.getName() + "]";
  }
}
