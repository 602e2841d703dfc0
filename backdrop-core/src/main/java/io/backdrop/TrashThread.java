package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One dedicated thread that releases what others let go of.
 *
 * {@snippet file="io/backdrop/Snippets.java" region="thread"}
 *
 * <p>A hand-off costs the closing thread one exchange and one read. It allocates nothing, takes no
 * lock and makes no system call, however long the trash thread has been idle, because nobody wakes
 * it: it looks for work by itself, every millisecond at first, and less and less often while there
 * is none (see {@link TrashThreadBuilder#polling}). Only {@link #flush} and {@link #close} wake it.
 *
 * <p>Disposals run one at a time, in the order in which they were handed off. A disposer may close
 * further values onto the same thread; they run later, not nested, so a chain of any length needs
 * no stack. A failing disposal is counted, reported to the {@link FailureHandler}, and stops
 * nothing; neither does an interrupt.
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
  private final Isolation isolation;
  private final Idling idling;
  private final Parking parking;
  private final Thread thread;

  /** Held by the one thread that may poll the queue: the trash thread until it ends. */
  private final ReentrantLock draining = new ReentrantLock();

  /** Written by the trash thread; set back from WAKE to NONE by the producer that wakes it. */
  private volatile Attention attention = Attention.NONE;

  /** Set by whoever closes. */
  private volatile boolean closing;

  TrashThread(ThreadFactory threads, FailureHandler handler, Idling idling, Parking parking) {
    this.isolation = new Isolation(handler);
    this.idling = idling;
    this.parking = parking;
    this.thread = requireNonNull(threads.newThread(this::work), "the thread factory's thread");
  }

  /**
   * Lets the thread run. Apart from the constructor, which must not let it see a half-made this.
   */
  final void begin() {
    ExitDrain.add(this); // First: a thread that ends at once must find itself there to remove.
    try {
      thread.start();
    } catch (Throwable notStarted) {
      ExitDrain.remove(this);
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
    queue.offer(LinkedDisposal.linkable(disposal));
    // Read after the exchange in offer; the trash thread looks at the queue after it has written
    // this. Both are sequentially consistent, so one of the two sees the other's.
    if (attention != Attention.NONE) {
      attend(disposal);
    }
  }

  private void attend(Disposal disposal) {
    if (attention == Attention.ENDED) {
      drainAfterEnd();
      Refusals.report(this, disposal.type(), new IllegalStateException(this + " was closed"));
    } else if (ATTENTION.compareAndSet(this, Attention.WAKE, Attention.NONE)) {
      parking.unpark(thread);
    }
  }

  /** The life of the thread. */
  private void work() {
    draining.lock();
    try {
      while (!(closing && queue.isEmpty())) {
        if (drain()) {
          idling.worked();
        } else if (closing) {
          Thread.onSpinWait(); // Not empty, and nothing within reach: a link is about to be stored.
        } else {
          idling.idle(this);
        }
      }
    } finally {
      attention = Attention.ENDED;
      draining.unlock();
      drainAfterEnd();
      ExitDrain.remove(this);
    }
  }

  /** Runs disposals until none is within reach, and returns whether there were any. */
  private boolean drain() {
    boolean any = false;
    for (var next = queue.poll(); next != null; next = queue.poll()) {
      isolation.run(next);
      forgetInterrupt();
      any = true;
    }
    return any;
  }

  /** An interrupt of the trash thread concerns neither the next disposal nor the parking. */
  private void forgetInterrupt() {
    if (Thread.currentThread() == thread) {
      Thread.interrupted();
    }
  }

  /**
   * Runs what was handed off too late for the trash thread, unless another thread is at it. That
   * one then runs ours as well: it looks at the queue again after it has unlocked, and ours was in
   * the queue before we found it locked. A disposer that closes further values comes by here with
   * the lock held, and leaves them to the loop that it was called from.
   */
  private void drainAfterEnd() {
    while (!isDisposing() && !queue.isEmpty() && draining.tryLock()) {
      try {
        drain();
      } finally {
        draining.unlock();
      }
    }
  }

  /** For the {@link Idling} that wants to be woken: parks unless there is something to do. */
  final void parkUntilWoken() {
    attention = Attention.WAKE;
    if (queue.isEmpty() && !closing) {
      parking.park(this);
    }
    attention = Attention.NONE;
    forgetInterrupt();
  }

  /** For the {@link Idling} that polls. */
  final void parkFor(long nanos) {
    parking.parkNanos(this, nanos);
    forgetInterrupt();
  }

  /**
   * Waits until all that was handed off before the call has been disposed of.
   *
   * @throws InterruptedException when the waiting thread is interrupted; nothing is lost by it
   * @throws IllegalStateException when called by a disposer on this thread, which would wait for
   *     itself
   */
  public final void flush() throws InterruptedException {
    if (isDisposing()) {
      throw new IllegalStateException(
          "flush() was called by a disposer on " + this + " and would wait for itself");
    }
    var reached = new CountDownLatch(1);
    queue.offer(new LinkedDisposal<>(reached, CountDownLatch::countDown, this));
    parking.unpark(thread);
    if (attention == Attention.ENDED) {
      drainAfterEnd();
    }
    reached.await();
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
    if (!isDisposing()) {
      Uninterruptibly.await(thread::join);
    }
  }

  /** Whether the calling thread is inside a disposer that this trash thread runs. */
  final boolean isDisposing() {
    return draining.isHeldByCurrentThread();
  }

  final void beginClosing() {
    closing = true;
    parking.unpark(thread);
  }

  /** Waits for the thread to end, after {@link #beginClosing}; returns whether it did in time. */
  final boolean awaitEnd(Duration atMost) throws InterruptedException {
    return thread.join(atMost);
  }

  @Override
  public final String toString() {
    return "TrashThread[" + thread.getName() + "]";
  }
}
