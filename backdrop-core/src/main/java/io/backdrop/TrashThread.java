package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * One dedicated thread that releases what others let go of.
 *
 * {@snippet file="io/backdrop/Snippets.java" region="thread"}
 *
 * <p>A hand-off that finds room costs the closing thread one atomic operation besides the claim,
 * and a second one for a value that is {@linkplain Disposer#weighing weighed}. It takes no lock and
 * makes no system call, however long the trash thread has been idle. It allocates nothing but pages
 * of 256 places in the queue: four bytes for each value that is not weighed, and only when more
 * pages are needed than ever before, or more than 262,144 values need.
 *
 * <p>A hand-off does not wake the trash thread, which looks for work by itself, every millisecond
 * at first, and less and less often while there is none (see {@link TrashThreadBuilder#polling}).
 * Only a full backlog, {@link #flush}, {@link #close} and an attempt that fails on a helping thread
 * wake it. A trash thread that is {@linkplain TrashThreadBuilder#signalling() signalling} is woken
 * by the hand-off that finds it asleep, which then does make a system call.
 *
 * <p>The thread runs disposals one at a time, in the order in which they were handed off; those who
 * {@linkplain #helpDispose help}, or release what finds no room, do so beside it. A disposer may
 * close further values onto the same thread; they run later, not nested, so a chain of any length
 * needs no stack. A failing disposal is counted, reported to the {@link FailureHandler}, and stops
 * nothing; neither does an interrupt.
 *
 * <p>The backlog is bounded, by default to a million disposals and, where disposers {@linkplain
 * Disposer#weighing weigh} their values, to as many bytes as a quarter of the heap's maximum size.
 * A value that finds no room is released by its closer, unless the builder was told otherwise (see
 * {@link TrashThreadBuilder}).
 *
 * <p>{@link #close()} waits until all that was handed off before is released. What is handed off
 * from then on is released by the thread that hands it off; what a disposer closes is released by
 * the thread that runs that disposer, after it.
 *
 * <p>The thread is a daemon and keeps no JVM alive. When the JVM ends in an orderly way (main
 * returns, {@code System.exit}, SIGTERM, SIGINT), a shutdown hook drains each open trash thread, at
 * the same time as the program's own hooks run:
 *
 * <ul>
 *   <li>A disposer that calls {@code System.exit} never returns from that call: another thread goes
 *       on in place of the one that it runs on.
 *   <li>Where a disposal takes longer than two seconds, what waits behind it is released on another
 *       thread meanwhile.
 *   <li>After ten seconds, or as many as the system property {@code io.backdrop.exitSeconds} says,
 *       what is left is logged, also to {@code System.err}, and lost.
 * </ul>
 *
 * <p>Nothing is drained where the process is killed (SIGKILL, {@link Runtime#halt}) or crashes.
 *
 * <p>Thread-safe. What the closing thread did before the hand-off happens-before the disposal, and
 * all disposals before a {@code flush} or {@code close} that waited for them returns.
 */
public sealed class TrashThread implements BackdropStrategy, AutoCloseable
    permits GlobalTrashThread {

  /** How often a waiting thread checks for itself what it should be told, in nanoseconds. */
  private static final long POLL_NANOS = 50_000_000;

  private final Backlog backlog;
  private final Isolation isolation;
  private final TrashLoop loop;
  private final QueueConsumers consumers;
  private final FullBacklog full;
  private final ExitRegistration registration;
  private final TrashThreadExit exit;
  private final ListenerCalls listener;
  private final long stuckNanos;
  private final StuckHandler stuckHandler;

  /** Whether somebody has accounted for what was left. Any thread may write it. */
  private volatile boolean givenUp;

  TrashThread(TrashThreadBuilder settings) {
    this.stuckNanos = settings.stuckNanos;
    this.stuckHandler = settings.stuckHandler;
    this.backlog = settings.backlog();
    this.listener = settings.listenerCalls();
    this.isolation = new Isolation(settings.handler, listener);
    this.registration = new ExitRegistration(this);
    this.loop = new TrashLoop(settings, backlog, isolation, listener, registration);
    this.consumers = loop.consumers();
    this.exit = new TrashThreadExit(this, loop);
    this.full = new FullBacklog(this, settings, loop, backlog, listener);
  }

  /** Apart from the constructor, for the reason given in {@link TrashLoop#start}. */
  final void begin() {
    try {
      registration.begin(); // First: a thread that ends at once must find itself there to remove.
      ExitDrain.warnIfLate(this);
      loop.start();
    } catch (Throwable notStarted) {
      registration.end();
      loop.close(); // A thread that had been started before, against the contract, ends again.
      throw notStarted;
    }
    rehearse();
  }

  /** Where memory ends, the thread runs all the same, and its owner must get it. */
  private static void rehearse() {
    try {
      Rehearsal.once(TrashThread.class, TrashThread::forRehearsal);
    } catch (OutOfMemoryError unprepared) {
      // Then the first hand-off takes longer.
    }
  }

  /**
   * One that neither the end of the JVM nor the watch knows of: what it is given matters to nobody.
   */
  private static TrashThread forRehearsal() {
    var thread = new TrashThread(builder());
    thread.loop.start();
    return thread;
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
   * {@return the trash thread of the whole process, started by the first call} What is pending when
   * the JVM ends is released then. Before that it is never closed: {@link #close()} on it is a
   * {@link #flush()}, and {@link #close(Duration)} is a flush that returns what is still pending,
   * and will be released all the same.
   *
   * <p>It knows of no threads that must not block: where it is full, whoever closes a value whose
   * disposer is {@linkplain Disposer#retrying retrying} sleeps between the attempts. For threads
   * that must not, start a trash thread of your own, with {@link TrashThreadBuilder#mustNotBlock}.
   *
   * @throws OutOfMemoryError when the system has no thread to give; a later call tries again
   */
  public static TrashThread global() {
    return GlobalTrashThread.instance();
  }

  /**
   * {@inheritDoc}
   *
   * @throws NullPointerException when the disposal is null
   * @throws RuntimeException what its weigher threw; it has not been taken then
   */
  @Override
  public final void execute(Disposal disposal) {
    var claimed = (ClaimableDisposal<?>) requireNonNull(disposal, "disposal");
    if (!backlog.tryOffer(claimed)) {
      full.take(claimed); // This too may put it into the queue, hence no return.
    }
    if (backlog.isWakeRequested()) {
      wake();
    }
  }

  /**
   * Must not throw: its closer would take the Backdrop for open, but the disposal is in the queue.
   * The next hand-off does the waking.
   */
  private void wake() {
    try {
      loop.wakeIfRequested();
    } catch (StackOverflowError notWoken) {
      // As said above.
    }
  }

  /** Called now and then, by the watch. */
  final void check() {
    loop.replaceIfDead();
    consumers.reportStuck(stuckNanos, stuckHandler);
  }

  /**
   * Waits until all that was handed off before the call has been disposed of, except for what waits
   * for {@linkplain Disposer#retrying another attempt}, or has been given up by {@link
   * #close(Duration)} or at the end of the JVM. Like {@link #close}, this waits on any thread: do
   * not call it on one that {@linkplain TrashThreadBuilder#mustNotBlock must not block}.
   *
   * <p>What disposers close onto this thread meanwhile is handed off after the call, and not waited
   * for: flush again until nothing is {@linkplain TrashStatistics#pending pending}, or {@link
   * #close}, which waits for all.
   *
   * @throws InterruptedException when the waiting thread is interrupted; nothing is lost by it
   * @throws IllegalStateException when called by a disposer on this thread, which would wait for
   *     itself
   */
  public final void flush() throws InterruptedException {
    flush(Deadline.NEVER);
  }

  /**
   * Waits until all that was handed off before the call has been disposed of, except for what waits
   * for {@linkplain Disposer#retrying another attempt} or has been given up, or until the time is
   * over. As with {@link #flush()}, what disposers close meanwhile is not waited for: flush again
   * until nothing is {@linkplain TrashStatistics#pending pending}.
   *
   * @param atMost how long to wait
   * @return whether all of it has been disposed of in time
   * @throws InterruptedException when the waiting thread is interrupted; nothing is lost by it
   * @throws NullPointerException when the duration is null
   * @throws IllegalArgumentException when the duration is negative
   * @throws IllegalStateException when called by a disposer on this thread, which would wait for
   *     itself
   */
  public final boolean flush(Duration atMost) throws InterruptedException {
    return flush(Deadline.in(Nanos.toWait(atMost)));
  }

  final boolean flush(Deadline deadline) throws InterruptedException {
    refuseToDisposers("flush()");
    StackRoom.ensure();
    if (deadline.isOver()) {
      return awaitMark(deadline); // There is no need to hurry for somebody who does not wait.
    }
    loop.hurry();
    try {
      return awaitMark(deadline);
    } finally {
      loop.relax();
    }
  }

  private boolean awaitMark(Deadline deadline) throws InterruptedException {
    var mark = consumers.marks().add();
    try {
      loop.wake();
      return await(mark, deadline);
    } finally {
      consumers.marks().forget(mark);
    }
  }

  private boolean await(FlushMark mark, Deadline deadline) throws InterruptedException {
    while (!mark.awaitTaken(Math.min(deadline.left(), POLL_NANOS))) {
      if (deadline.isOver()) {
        return false;
      }
      consumers.marks().pass(); // In case the heap was full as a consumer was to do that.
    }
    return deadline.await(mark::isOver);
  }

  /**
   * Runs disposals that are pending, on the calling thread: for a thread that has nothing better to
   * do, or where the trash thread is stuck in a disposal. What they throw goes to the failure
   * handler. Where the trash thread has been closed, this also runs what their disposers close onto
   * it, beyond the number, since nobody else would.
   *
   * @param most how many at most
   * @return how many of those that were pending it ran; 0 on a thread that {@linkplain
   *     TrashThreadBuilder#mustNotBlock must not block}, and 0 when called by a disposer on this
   *     thread
   * @throws IllegalArgumentException when the number is negative
   */
  public final int helpDispose(int most) {
    if (most < 0) {
      throw new IllegalArgumentException(
          "The number of disposals is " + most + "; it must not be negative");
    }
    if (full.mustNotBlock() || isDisposing()) {
      return 0;
    }
    StackRoom.ensure();
    return consumers.haveNothingLeft() ? 0 : loop.guests().help(most);
  }

  /** {@return how many disposals have failed so far} */
  public final long failures() {
    return isolation.failures();
  }

  /**
   * Has everything released that was handed off, and ends the thread. Waits for that, even when
   * interrupted, in which case the interrupt flag is set again at the end; a disposal that never
   * ends is waited for forever, unless {@link #close(Duration)} or the end of the JVM has given it
   * up. What those disposals close in turn, and what is to be tried again, is waited for as well:
   * it has to come to an end. Called by a disposer on this thread, it does not wait.
   *
   * <p>From this call on, the value of a Backdrop that is closed onto this thread is released by
   * its closer, and a warning says so, once. This does not wait for closers that come once the wait
   * has begun; a further call waits for those that are releasing by then.
   */
  @Override
  public void close() {
    beginClosing();
    if (!isDisposing()) {
      Uninterruptibly.await(this::awaitEndUnlessGivenUp);
    }
  }

  /** What was given up may never end. Nobody signals that it was: so this polls. */
  private void awaitEndUnlessGivenUp() throws InterruptedException {
    boolean ended = false;
    while (!ended && !givenUp) {
      ended = loop.awaitEnd(Deadline.in(POLL_NANOS));
    }
    awaitOthers(Deadline.NEVER);
  }

  /**
   * Has everything released that was handed off, and ends the thread. Waits for that until the time
   * is over, even when interrupted; the interrupt flag is then set again at the end. Then it looks
   * at each value that is left, which takes some more time where there are millions.
   *
   * @param atMost how long to wait
   * @return what was not released by then, and is not going to be. This includes what is running at
   *     that moment, and the few that were taken to be run right after it, though they may come to
   *     their end; and what an earlier call has returned and is still running
   * @throws NullPointerException when the duration is null
   * @throws IllegalArgumentException when the duration is negative
   * @throws IllegalStateException when called by a disposer on this thread, which would wait for
   *     itself
   */
  public Residue close(Duration atMost) {
    var deadline = Deadline.in(Nanos.toWait(atMost));
    refuseToDisposers("close(Duration)");
    beginClosing();
    return Uninterruptibly.tryAwait(() -> awaitEnd(deadline))
        ? Residue.NONE
        : tellListener(giveUp()).all();
  }

  /** Tells the listener, once of each value. */
  final Leftovers.GivenUp tellListener(Leftovers.GivenUp left) {
    listener.abandoned(left.now());
    return left;
  }

  /** After {@link #beginClosing}. */
  final Leftovers.GivenUp giveUp() {
    var left = consumers.leftovers().giveUp();
    loop.wake();
    givenUp = true;
    return left;
  }

  /** Whether nobody is to wait for it any more: what was left is somebody's residue. */
  final boolean isGivenUp() {
    return givenUp;
  }

  final Residue pendingNow() {
    return consumers.leftovers().count();
  }

  /** Whether the calling thread is inside a disposer that this trash thread runs. */
  final boolean isDisposing() {
    return consumers.active().busyCaller() != null;
  }

  /** Throws where the call would wait for the disposer that makes it. */
  final void refuseToDisposers(String call) {
    if (isDisposing()) {
      throw new IllegalStateException(
          "%s was called by a disposer on %s and would wait for itself; call it from another thread"
              .formatted(call, this));
    }
  }

  final void beginClosing() {
    loop.close();
  }

  /** Whether somebody runs what it was given, or is about to. */
  final boolean hasConsumers() {
    return !consumers.active().isEmpty();
  }

  /**
   * Waits for the thread to end, after {@link #beginClosing}, and for what others run then; returns
   * whether all has run, in time, that was handed off before.
   */
  final boolean awaitEnd(Deadline deadline) throws InterruptedException {
    return loop.awaitEnd(deadline) && awaitOthers(deadline);
  }

  private boolean awaitOthers(Deadline deadline) throws InterruptedException {
    var others = consumers.awaitedConsumers(); // Whoever comes later is not waited for.
    return deadline.await(() -> Awaited.areOver(others));
  }

  final TrashThreadExit exit() {
    return exit;
  }

  /**
   * {@return how it is doing} Costs a look at the clock. Where something is pending, it also takes
   * a lock: for a moment or, where many wait for another attempt, for as long as it takes to look
   * at each of these. A hand-off that finds room does not take that lock.
   */
  public final TrashStatistics stats() {
    long failed = isolation.failures(); // In this order: what is part of another is read before.
    return consumers.totals().statistics(failed, full.wentElsewhere(), full.ranInCaller());
  }

  @Override
  public final String toString() {
    return "TrashThread[" + loop.name() + "]";
  }
}
