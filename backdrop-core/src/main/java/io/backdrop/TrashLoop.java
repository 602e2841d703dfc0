package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The life of a trash thread: what it does until it is closed, and how it sleeps when there is
 * nothing to do. Its end comes in steps:
 *
 * <ul>
 *   <li>closing: somebody has called close, and it goes on until nothing is left;
 *   <li>shut: others hand off without a pause, and from now on run their own;
 *   <li>ended: whoever hands off has to see to it himself, see {@link LateDrain};
 *   <li>over: its thread runs nothing more.
 * </ul>
 *
 * <p>Where somebody gives it up, it has ended at once, and what was left is his residue.
 */
final class TrashLoop implements Runnable {

  /**
   * Once it is closed, it looks so often by itself, in nanoseconds: nobody wakes it when the turn
   * of a guest ends.
   */
  private static final long LOOK_AFTER_CLOSE = 1_000_000;

  private final Backlog queue;
  private final QueueConsumers consumers;
  private final Guests guests;
  private final Retries retries;
  private final Pacer pacer;
  private final Idling idling;
  private final CallableParking parking;
  private final Runnable atEnd;

  /** Written as it is made, and when another takes its place. */
  private volatile Thread thread;

  private final CountDownLatch over = new CountDownLatch(1);

  /** Whether another thread has taken the place of one that was dead. */
  private final AtomicBoolean replaced = new AtomicBoolean();

  /** Set by whoever closes. */
  private volatile boolean closing;

  /** How many had been handed off then. Written before that is; by two at once, maybe. */
  private volatile long closedAt;

  /** The last argument is what the trash thread does when nothing is left to be done. */
  TrashLoop(
      TrashThreadBuilder settings,
      Backlog queue,
      Isolation isolation,
      ListenerCalls listener,
      Runnable atEnd) {
    this.queue = queue;
    this.retries = new Retries(settings.nanoTime, listener, this::wakeFromDisposer);
    this.consumers = new QueueConsumers(queue, isolation, retries, listener, settings.nanoTime);
    this.guests = new Guests(consumers, queue, retries);
    this.parking = new CallableParking(settings.parking);
    this.pacer = settings.pacer(queue, parking);
    this.idling = settings.idling.get();
    this.atEnd = atEnd;
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

  private void run(Pacer pacer) {
    try {
      releaseAll(pacer);
    } finally {
      queue.end();
      finish();
    }
  }

  private void releaseAll(Pacer pacer) {
    var self = consumers.join(pacer);
    var lastGuests = new LastGuests(consumers.active());
    try {
      while (!isDone(lastGuests)) {
        pacer.pause();
        if (consumers.runNext(self, pacer.atOnce()) > 0) {
          idling.worked();
        } else if (closing && !queue.isEmpty()) {
          // Not empty, and nothing within reach: a place is about to be filled.
          Thread.onSpinWait();
        } else {
          consumers.rest();
          idling.idle(this);
        }
      }
    } finally {
      consumers.leave(self);
    }
  }

  /**
   * Those who ran something when there was nothing left may hand off more, which is to have run
   * before this ends; unless they have been given up.
   */
  private boolean isDone(LastGuests lastGuests) {
    return closing
        && isNothingLeft()
        && (queue.hasEnded() || lastGuests.areThrough())
        && retries.closeIfEmpty(); // Last: from then on those who help make further attempts.
  }

  /**
   * Others may hand off without a pause, so that there is always something left: once all has been
   * taken that was there before, they release their own, as where there is no room.
   */
  private boolean isNothingLeft() {
    if (!queue.isEmpty() && queue.taken() >= closedAt) {
      queue.shut();
    }
    return consumers.haveNothingLeft();
  }

  private void finish() {
    try {
      guests.drain();
    } finally {
      atEnd.run();
      over.countDown();
    }
  }

  void close() {
    if (!closing) {
      closedAt = queue.next();
      closing = true;
    }
    hurry();
  }

  /** Somebody waits for what is pending, until he {@linkplain #relax() says} that he does not. */
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

  /**
   * Has another thread go on where one is stalled: with what that had taken and, where it is the
   * trash thread, with all the rest. Where that comes back, it goes on beside the other, as those
   * do that help. Returns the other.
   */
  QueueConsumer bypass(QueueConsumer stalled, boolean forGood) {
    boolean whole = stalled.thread == thread;
    Runnable going = () -> goOn(stalled, forGood, whole);
    var replacement = TrashThreadBuilder.named(name()).newThread(going);
    var consumer = consumers.joinAndBegin(replacement); // First: it is waited for from now on.
    long number = stalled.turn.number(); // Before it may end, in its place.
    try {
      replacement.start();
    } catch (Throwable noThread) {
      consumers.leave(consumer);
      throw noThread;
    }
    stalled.turn.noteReplacement(number, forGood);
    return consumer;
  }

  /** By the replacement, so that nothing is taken from the stalled one before there is one. */
  private void goOn(QueueConsumer stalled, boolean forGood, boolean whole) {
    if (whole) {
      // First: whoever waits for the end must not wait for the other.
      thread = Thread.currentThread();
    }
    guests.bypass(stalled, forGood);
    if (whole) {
      run(Pacer.NONE); // The other is for one thread.
    }
  }

  /**
   * Has another thread do what was to be done by one that is dead: a factory may make threads that
   * do not run what they are given. Called now and then; where no thread can be had, in vain.
   */
  void replaceIfDead() {
    var dead = thread;
    if (dead.getState() == Thread.State.TERMINATED
        && over.getCount() > 0
        && replaced.compareAndSet(false, true)) {
      try {
        thread = TrashThreadBuilder.named(name()).newThread(this); // First: it is to be woken.
        thread.start();
      } catch (Throwable noThread) {
        thread = dead;
        replaced.set(false);
      }
    }
  }

  /** Whether its thread has done its last, and runs nothing more. */
  boolean isOver() {
    return over.getCount() == 0;
  }

  boolean awaitEnd(Deadline deadline) throws InterruptedException {
    replaceIfDead();
    return over.await(deadline.left(), TimeUnit.NANOSECONDS)
        && thread.join(Duration.ofNanos(deadline.left()));
  }

  void wake() {
    parking.unpark(thread);
  }

  private void wakeFromDisposer() {
    if (Thread.currentThread() != thread) {
      wake();
    }
  }

  /** Pays what a hand-off owes, unless another one has. */
  void wakeIfOwed() {
    if (queue.oweWakingNoMore()) {
      try {
        wake();
      } catch (StackOverflowError notWoken) {
        queue.oweWaking(); // The next one wakes it.
        throw notWoken;
      }
    }
  }

  /** For the {@link Idling} that wants to be woken: parks unless there is something to do. */
  void parkUntilWoken() {
    if (queue.oweWaking()) {
      parkUnlessNeeded();
      queue.oweWakingNoMore();
    } else if (queue.hasEnded()) { // Nobody wakes it any more.
      parking.parkNanos(this, LOOK_AFTER_CLOSE);
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
      } else {
        parking.parkNanos(this, LOOK_AFTER_CLOSE);
      }
    }
  }

  /** For the {@link Idling} that polls. */
  void parkFor(long nanos) {
    // A lock that it waited for may have used up the permit of whoever closes.
    long atMost = closing ? Math.min(nanos, LOOK_AFTER_CLOSE) : nanos;
    parking.parkNanos(this, Math.min(atMost, retries.nanosUntilDue()));
    Thread.interrupted();
  }
}
