package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link TrashThread} with a name, a thread, a wake-up, bounds, a pace, and handlers and a
 * listener of choice.
 *
 * {@snippet file="io/backdrop/Snippets.java" region="bounded"}
 *
 * <p>For one thread at a time; may make several trash threads, which do not see later changes.
 */
public final class TrashThreadBuilder {

  private static final Duration FIRST_POLL = Duration.ofMillis(1);
  private static final Duration LONGEST_POLL = Duration.ofMillis(200);

  private static final long DEFAULT_BOUND = 1 << 20;
  private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(10);

  ThreadFactory threads = DaemonThreads.named("backdrop-trash");
  Supplier<Idling> idling = () -> new Idling.Polling(FIRST_POLL, LONGEST_POLL);
  private @Nullable Supplier<Pacing> pace;

  private long bound = DEFAULT_BOUND;

  /**
   * The JVM allows direct buffers as many bytes as the heap: those that are pending must leave some
   * for others.
   */
  private long boundBytes = Runtime.getRuntime().maxMemory() / 4;

  FullBacklog.Overflow overflow = FullBacklog::runInCaller;
  long waitNanos;
  BooleanSupplier mustNotBlock = () -> false;

  FailureHandler handler = FailureHandler.logging();
  long stuckNanos = DEFAULT_PATIENCE.toNanos();
  StuckHandler stuckHandler = StuckHandler.logging();
  private @Nullable TrashListener listener;

  Parking parking = Parking.SYSTEM;
  LongSupplier nanoTime = System::nanoTime;

  TrashThreadBuilder() {}

  /**
   * Uses a daemon platform thread of this name, in place of a factory given before.
   *
   * @param name the thread's name
   * @return this
   * @throws NullPointerException when the name is null
   */
  public TrashThreadBuilder name(String name) {
    threads = DaemonThreads.named(requireNonNull(name, "name"));
    return this;
  }

  /**
   * Uses a thread from this factory, not yet started, in place of a name given before. Make it a
   * daemon, unless the JVM is to live until the trash thread is closed.
   *
   * <p>Without a factory, the thread inherits nothing from the one that starts it: it has no
   * inherited thread-locals, and the system class loader as its context class loader. The same
   * holds for a thread that takes over, where the factory's thread turns out not to run what it was
   * given, or a disposal holds up the end of the JVM.
   *
   * @param factory asked for one thread
   * @return this
   * @throws NullPointerException when the factory is null
   */
  public TrashThreadBuilder threadFactory(ThreadFactory factory) {
    threads = requireNonNull(factory, "factory");
    return this;
  }

  /**
   * Tells this handler of failed disposals, in place of {@link FailureHandler#logging()}.
   *
   * @param failureHandler called by whoever runs the disposal: the trash thread, in general
   * @return this
   * @throws NullPointerException when the handler is null
   */
  public TrashThreadBuilder onFailure(FailureHandler failureHandler) {
    handler = requireNonNull(failureHandler, "failureHandler");
    return this;
  }

  /**
   * Looks for work by itself; the hand-off stays free of system calls. While it finds none it waits
   * a millisecond, then twice as long each time, up to this; after work it begins anew. So after a
   * time of idleness a value may wait for as long as this. The default, with 200 ms.
   *
   * @param longest the longest time between two polls
   * @return this
   * @throws NullPointerException when the duration is null
   * @throws IllegalArgumentException when the duration is shorter than a millisecond
   */
  public TrashThreadBuilder polling(Duration longest) {
    if (requireNonNull(longest, "longest").compareTo(FIRST_POLL) < 0) {
      throw new IllegalArgumentException(
          "The longest time between two polls is " + longest + "; give at least " + FIRST_POLL);
    }
    idling = () -> new Idling.Polling(FIRST_POLL, longest);
    return this;
  }

  /**
   * Is woken by the first hand-off after a time of idleness, which costs that hand-off a system
   * call of several microseconds; in return the value is released at once, and idleness costs
   * nothing.
   *
   * @return this
   */
  public TrashThreadBuilder signalling() {
    idling = Idling.Signalled::new;
    return this;
  }

  /**
   * Lets at most so many disposals be pending; by default a million, 2<sup>20</sup>.
   *
   * @param disposals how many
   * @return this
   * @throws IllegalArgumentException when the number is less than 1
   */
  public TrashThreadBuilder bound(long disposals) {
    bound = positive("disposals", disposals);
    return this;
  }

  /**
   * Lets those that are pending weigh at most so many bytes, as their disposers {@linkplain
   * Disposer#weighing weigh} them; by default a quarter of what the heap may grow to ({@link
   * Runtime#maxMemory}), which is also a quarter of what the JVM allows direct buffers by default.
   * A value that is heavier by itself finds room when nothing else that weighs anything is pending;
   * until it is released, nothing else that weighs anything does. A value that is not weighed
   * counts as one of {@link #bound}, whatever its size.
   *
   * @param bytes how many
   * @return this
   * @throws IllegalArgumentException when the number is less than 1
   */
  public TrashThreadBuilder boundBytes(long bytes) {
    boundBytes = positive("bytes", bytes);
    return this;
  }

  /**
   * Lets nothing but memory bound the backlog, until the thread is {@linkplain TrashThread#close
   * closed}. It is counted and weighed all the same.
   *
   * @return this
   */
  public TrashThreadBuilder unbounded() {
    bound = Long.MAX_VALUE;
    boundBytes = Long.MAX_VALUE;
    return this;
  }

  /**
   * Releases no faster than that; by default as fast as can be.
   *
   * @param pace how many items or bytes a second
   * @return this
   * @throws NullPointerException when the pace is null
   */
  public TrashThreadBuilder pacing(Pacing pace) {
    requireNonNull(pace, "pace");
    this.pace = pace.isNone() ? null : () -> pace;
    return this;
  }

  /**
   * Releases no faster than that, where it changes while the thread runs: with the load, the time
   * of day, or what an operator says.
   *
   * {@snippet file="io/backdrop/Snippets.java" region="paceChanging"}
   *
   * <p>The supplier must be quick, and neither wait for this trash thread nor close anything onto
   * it. The trash thread asks it before it releases the next few, every 100 ms in a pause, and
   * after each portion of a large value, unless that is late and finished without a pause. If
   * several trash threads are started, each of them asks.
   *
   * <p>Where it fails or returns null, the pace stays as it was, at first none, and a warning says
   * so, once. The drain target counts from the last change, and a rate that is left out owes
   * nothing from then on.
   *
   * @param pace says how many items or bytes a second
   * @return this
   * @throws NullPointerException when the supplier is null
   */
  public TrashThreadBuilder pacing(Supplier<Pacing> pace) {
    this.pace = requireNonNull(pace, "pace");
    return this;
  }

  /**
   * Has the closer of a value for which there is no room run its disposal, and so slow down to the
   * pace of the releases. If what the disposer closes onto this trash thread finds no room either,
   * the closer runs that next, one after the other, unless its thread {@linkplain #mustNotBlock
   * must not block}: then that enters beyond the bound. What disposers throw goes to the failure
   * handler. The default.
   *
   * @return this
   */
  public TrashThreadBuilder runInCallerWhenFull() {
    overflow = FullBacklog::runInCaller;
    return this;
  }

  /**
   * Hands a value for which there is no room to another strategy, until the thread is {@linkplain
   * TrashThread#close closed}. Where that strategy refuses it, the closer releases the value as it
   * does {@linkplain #runInCallerWhenFull by default}, and a warning names the strategy. What the
   * strategy runs in place may throw to the closer. Full strategies that hand over to each other in
   * a circle end in a {@link StackOverflowError}.
   *
   * @param strategy where it goes
   * @return this
   * @throws NullPointerException when the strategy is null
   */
  public TrashThreadBuilder handToWhenFull(BackdropStrategy strategy) {
    requireNonNull(strategy, "strategy");
    overflow = (full, disposal) -> full.handTo(strategy, disposal);
    return this;
  }

  /**
   * Lets the backlog grow beyond its bounds, as far as there is memory, until the thread is
   * {@linkplain TrashThread#close closed}, and sounds an alarm.
   *
   * @param alarm called by the closing thread for each value beyond the bound, except for those
   *     that disposers of this trash thread close, with how many disposals are then pending; what
   *     it throws is logged
   * @return this
   * @throws NullPointerException when the alarm is null
   */
  public TrashThreadBuilder growWhenFull(LongConsumer alarm) {
    requireNonNull(alarm, "alarm");
    overflow = (full, disposal) -> full.takeBeyondBound(disposal, alarm);
    return this;
  }

  /**
   * Has the closer of a value for which there is no room wait for some, before what is chosen for a
   * full backlog happens; a {@link #listener} has been told by then. The closer stops waiting when
   * it is interrupted, and its interrupt flag then stays set, or when the trash thread is closed.
   *
   * @param atMost how long; not at all by default
   * @return this
   * @throws NullPointerException when the duration is null
   * @throws IllegalArgumentException when the duration is negative
   */
  public TrashThreadBuilder waitWhenFull(Duration atMost) {
    if (requireNonNull(atMost, "atMost").isNegative()) {
      throw new IllegalArgumentException("The wait is " + atMost + "; it must not be negative");
    }
    waitNanos = Nanos.of(atMost);
    return this;
  }

  /**
   * Tells which threads must not block, such as those of an event loop: they never wait for room,
   * and {@link TrashThread#helpDispose} does nothing on them. {@link TrashThread#flush} and {@link
   * TrashThread#close} do wait: do not call them there.
   *
   * <p>Where the backlog is full and such a thread has to release its own value, it does. If the
   * disposer is {@linkplain Disposer#retrying retrying}, it makes one attempt; the trash thread
   * makes the rest, and until then the value is pending beyond the bound.
   *
   * <p>Once the trash thread has been closed, such a thread releases its own values, and what their
   * disposers close. Where one of them is to be tried again, a thread is started for that; but late
   * in the end of the JVM, which would cut that thread off, the attempts follow each other at once.
   *
   * @param test asked on the thread in question; none by default
   * @return this
   * @throws NullPointerException when the test is null
   */
  public TrashThreadBuilder mustNotBlock(BooleanSupplier test) {
    mustNotBlock = requireNonNull(test, "test");
    return this;
  }

  /**
   * Tells this handler of a disposal that has been running for longer than a limit, once for each;
   * by default the log is told, after ten seconds. The library looks for them twice a second.
   *
   * @param limit how long a disposal may run
   * @param handler called by a thread that watches over all trash threads
   * @return this
   * @throws IllegalArgumentException when the limit is zero or negative
   * @throws NullPointerException when an argument is null
   */
  public TrashThreadBuilder onStuck(Duration limit, StuckHandler handler) {
    stuckNanos = positive("nanoseconds", Nanos.of(requireNonNull(limit, "limit")));
    stuckHandler = requireNonNull(handler, "handler");
    return this;
  }

  /**
   * Tells this listener of what happens, as it happens; by default there is none.
   *
   * @param observer told of each disposal that was run, failed, is tried again, found no room, or
   *     was left by a shutdown
   * @return this
   * @throws NullPointerException when the listener is null
   */
  public TrashThreadBuilder listener(TrashListener observer) {
    listener = requireNonNull(observer, "observer");
    return this;
  }

  /**
   * Starts the thread, and prepares what the first hand-off would otherwise load, which takes some
   * tens of milliseconds the first time in a JVM.
   *
   * @return the running thread
   * @throws OutOfMemoryError when the system has no thread to give
   * @throws NullPointerException when the thread factory gives no thread
   * @throws IllegalThreadStateException when it gives one that has been started
   */
  public TrashThread start() {
    var trash = new TrashThread(this);
    trash.begin();
    return trash;
  }

  TrashThreadBuilder parking(Parking way) {
    parking = way;
    return this;
  }

  TrashThreadBuilder nanoTime(LongSupplier clock) {
    nanoTime = clock;
    return this;
  }

  Backlog backlog() {
    return new Backlog(bound, boundBytes);
  }

  /**
   * It pauses by the parking of the trash thread, so that a {@linkplain CoalescingParking#call
   * call} ends its pauses too.
   */
  Pacer pacer(Backlog backlog, Parking ofTrashThread) {
    return pace == null ? Pacer.NONE : new RatePacer(pace, backlog, nanoTime, ofTrashThread);
  }

  ListenerCalls listenerCalls() {
    var observer = listener;
    return observer == null ? ListenerCalls.NONE : new ListenerCalls.ToListener(observer, nanoTime);
  }

  private static long positive(String what, long number) {
    if (number < 1) {
      throw new IllegalArgumentException(
          "The limit is %d %s; it must be at least 1".formatted(number, what));
    }
    return number;
  }
}
