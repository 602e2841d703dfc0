package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The life of a trash thread: what it does until it is closed, and how it sleeps when there is
 * nothing to do. When it is closed, its queue ends: what is handed off from then on is run by its
 * closer, see {@link FullBacklog}. It goes on until nothing is left, or somebody gives it up, whose
 * residue says what was left; then it is over.
 */
final class TrashLoop implements Runnable {

  /**
   * Once it is closed, it looks by itself after so many nanoseconds: nobody wakes it when a guest
   * has run the last one that waited for another attempt.
   */
  private static final long LOOK_AFTER_CLOSE = 1_000_000;

  private final Backlog backlog;
  private final QueueConsumers consumers;
  private final Guests guests;
  private final Retries retries;
  private final Pacer pacer;
  private final Idling idling;
  private final CoalescingParking parking;
  private final ExitRegistration registration;

  /** Written as it is made, and when another takes its place. */
  private volatile Thread thread;

  private final CountDownLatch over = new CountDownLatch(1);

  /** Whether the queue has ended: to read that there would disturb those who hand off. */
  private volatile boolean closing;

  TrashLoop(
      TrashThreadBuilder settings,
      Backlog backlog,
      Isolation isolation,
      ListenerCalls listener,
      ExitRegistration registration) {
    this.backlog = backlog;
    this.retries = new Retries(settings.nanoTime, listener, this::wakeFromDisposer);
    this.consumers = new QueueConsumers(backlog, isolation, retries, listener, settings.nanoTime);
    this.guests = new Guests(consumers, backlog, retries, registration, this::name);
    this.parking = new CoalescingParking(settings.parking);
    this.pacer = settings.pacer(backlog, parking);
    this.idling = settings.idling.get();
    this.registration = registration;
    this.thread = requireNonNull(settings.threads.newThread(this), "the thread factory's thread");
  }

  /** Apart from the constructor, which must not let the thread see a half-made this. */
  void start() {
    thread.start();
  }

  QueueConsumers consumers() {
    return consumers;
  }

  Guests guests() {
    return guests;
  }

  String name() {
    return thread.getName();
  }

  @Override
  public void run() {
    run(pacer);
  }

  /** Where there is no memory to join, this has not begun; see {@link #replaceIfDead}. */
  private void run(Pacer pacer) {
    var self = consumers.join(pacer);
    try {
      releaseAll(self);
    } finally {
      consumers.leave(self);
      registration.end();
      over.countDown();
    }
  }

  /**
   * Goes on after each error. What a disposer throws does not get here; so memory has ended, and
   * there may be some again soon.
   */
  private void releaseAll(QueueConsumer self) {
    while (!isDone(self)) {
      try {
        releaseSome(self);
      } catch (Throwable noMemory) {
        self.endTurn();
        LockSupport.parkNanos(Guests.RETRY_NANOS);
        Thread.interrupted();
      }
    }
  }

  /**
   * This thread has a chain only after the end, and then there are no pauses anyway. But the
   * supplier of a pace would be asked, and a value that it closes would be run by a guest on this
   * same thread: as long as the guest is among the consumers, nobody sees this one and its chain.
   */
  private void releaseSome(QueueConsumer self) {
    if (self.chain.isEmpty()) {
      self.pacer.pause();
    }
    if (consumers.runNext(self, self.pacer.atOnce()) > 0) {
      idling.worked();
    } else if (closing && !backlog.isEmpty()) {
      // Not empty, and nothing within reach: a place is about to be filled.
      Thread.onSpinWait();
    } else {
      consumers.rest();
      idling.idle(this);
    }
  }

  private boolean isDone(QueueConsumer self) {
    return closing
        && consumers.haveNothingLeft()
        && self.chain.isEmpty()
        && retries.closeIfEmpty(); // Last: from then on guests make further attempts themselves.
  }

  void close() {
    backlog.end();
    closing = true;
    hurry();
  }

  /** Somebody waits for what is pending, until {@link #relax} is called. */
  void hurry() {
    pacer.hurry();
    wake();
  }

  void relax() {
    pacer.relax();
  }

  /** There is no room. */
  void catchUp() {
    pacer.catchUp();
    parking.call(thread);
  }

  boolean runsOn(Thread one) {
    return thread == one;
  }

  /** Goes on in place of the thread before, beginning with what that one has taken. */
  void continueAfter(Takeover takeover) {
    // First: whoever waits for the end must not wait for the other thread.
    thread = Thread.currentThread();
    takeover.run();
    run(Pacer.NONE); // The pacer is for the other thread alone.
  }

  /**
   * Has another thread do what was to be done by one that is dead: a factory may make threads that
   * do not run what they are given, and memory may end before one has begun. Called now and then;
   * where no thread can be had, in vain.
   */
  synchronized void replaceIfDead() {
    var dead = thread;
    if (dead.getState() == Thread.State.TERMINATED && over.getCount() > 0) {
      try {
        thread = DaemonThreads.named(name()).newThread(this); // First: it is to be woken.
        thread.start();
      } catch (Throwable noThread) {
        thread = dead;
      }
    }
  }

  boolean awaitEnd(Deadline deadline) throws InterruptedException {
    replaceIfDead();
    return over.await(deadline.left(), TimeUnit.NANOSECONDS)
        && thread.join(Duration.ofNanos(deadline.left()));
  }

  /** A call, since a lock may use up a permit between the look at the queue and the pause. */
  void wake() {
    parking.call(thread);
  }

  private void wakeFromDisposer() {
    if (Thread.currentThread() != thread) {
      wake();
    }
  }

  /**
   * Wakes the thread where it has requested that and no other hand-off has done it. By a permit,
   * which is cheaper than a call: nothing between the request and the pause uses it up.
   */
  void wakeIfRequested() {
    if (backlog.takeWakeRequest()) {
      try {
        parking.unpark(thread);
      } catch (StackOverflowError notWoken) {
        backlog.requestWake(); // The next one wakes it.
        throw notWoken;
      }
    }
  }

  /**
   * For the {@link Idling} that wants to be woken: parks, unless something was handed off. Returns
   * whether nothing was.
   */
  boolean parkUntilWoken() {
    backlog.requestWake();
    boolean empty = backlog.isEmpty();
    if (empty) {
      parkUntilWokenOrDue();
    }
    backlog.takeWakeRequest();
    Thread.interrupted(); // An interrupt of the trash thread does not concern its parking.
    return empty;
  }

  private void parkUntilWokenOrDue() {
    long due = retries.nanosUntilDue();
    if (closing) {
      parking.parkNanos(this, Math.min(due, LOOK_AFTER_CLOSE));
    } else if (due != Long.MAX_VALUE) {
      parking.parkNanos(this, due);
    } else {
      parking.park(this);
    }
  }

  /** For an {@link Idling} that is about to sleep for long. */
  void forgetReleased() {
    consumers.forgetReleased();
  }

  /** For an {@link Idling} that is not to be woken. */
  void parkFor(long nanos) {
    long atMost = closing ? Math.min(nanos, LOOK_AFTER_CLOSE) : nanos;
    parking.parkNanos(this, Math.min(atMost, retries.nanosUntilDue()));
    Thread.interrupted();
  }
}
