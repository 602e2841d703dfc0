package io.backdrop.jmh.peer;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.SleepingWaitStrategy;
import java.util.EnumSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jctools.queues.MpscArrayQueue;
import org.jctools.queues.MpscBlockingConsumerArrayQueue;
import org.jctools.queues.MpscLinkedQueue;
import org.jctools.queues.MpscUnboundedXaddArrayQueue;

/** Everything that a hand-off is measured with: what the library offers, and what else there is. */
public enum Peer {

  /** Nothing at all: what measuring costs. */
  empty(InPlace::empty),
  /** The atomic operations alone. */
  floor(Floor::new),

  /** The least that {@code Backdrop.close()} can cost. */
  leak(Strategy::leak),
  /** Closed by the thread that releases. */
  trashQueue(Strategy::trashQueue),
  /** As it is by default. */
  trashThread(Strategy::trashThread),
  /** That does not count what is pending. */
  unbounded(Strategy::unbounded),
  /** That counts bytes, too. */
  weighing(Strategy::weighing),
  /** That is woken by whoever closes. */
  signalling(Strategy::signalling),

  /** A single thread's {@code ExecutorService.execute}. */
  executor(ExecutorTasks::executor),
  /** {@code ForkJoinPool.execute}, with one worker. */
  forkJoin(ExecutorTasks::forkJoin),
  /** {@code CompletableFuture.runAsync}. */
  runAsync(ExecutorTasks::runAsync),
  /** {@code Thread.startVirtualThread}. */
  virtualThread(ExecutorTasks::virtualThread),
  /** {@code LinkedBlockingQueue.offer}, with a thread that takes. */
  linkedBlocking(() -> QueueTasks.blocking(new LinkedBlockingQueue<>())),
  /** {@code Cleaner.Cleanable.clean}, which releases in place. */
  cleaner(InPlace::cleaner),
  /** {@code release} of Netty's {@code ReferenceCounted}, which releases in place. */
  nettyCounted(InPlace::nettyCounted),
  /** {@code execute} of Netty's event loop. */
  eventLoop(ExecutorTasks::eventLoop),
  /** {@code publishEvent} of LMAX Disruptor, whose thread is woken: that is its default. */
  disruptor(capacity -> DisruptorTasks.start(capacity, new BlockingWaitStrategy())),
  /** The same with a thread that polls all the time. */
  disruptorSleeping(capacity -> DisruptorTasks.start(capacity, new SleepingWaitStrategy())),
  /** {@code BackgroundResourceReleaser.run} of Chronicle-Core: what finds no room, in place. */
  chronicle(Chronicle::start),
  /** {@code MpscBlockingConsumerArrayQueue.offer} of JCTools, with a thread that takes. */
  mpscBlocking(capacity -> blockingArray(capacity)),
  /** {@code MpscUnboundedXaddArrayQueue.offer} of JCTools, with a thread that polls. */
  mpscXadd(() -> xadd()),

  /** The same behind a claim, as are the following. */
  claimedXadd(() -> xadd().claimed()),
  /** {@code MpscArrayQueue.offer} of JCTools. */
  claimedArray(capacity -> array(capacity).claimed()),
  /** {@code MpscLinkedQueue.offer} of JCTools. */
  claimedLinked(() -> linked().claimed()),
  /** {@code MpscBlockingConsumerArrayQueue.offer} of JCTools, with a thread that takes. */
  claimedBlocking(capacity -> blockingArray(capacity).claimed()),

  /** The queue of a trash thread, without the rest of it. */
  bareQueue(RejectedQueues::bare),
  /** A queue of links, as it was before that of a trash thread had positions. */
  linked(RejectedQueues::linked),
  /** The queue of the JDK. */
  concurrentLinked(RejectedQueues::concurrentLinked),
  /** A queue with a lock. */
  locked(RejectedQueues::locked),
  /** A list of which the last is the first. */
  stack(RejectedQueues::stack),
  /** A queue of links with both ends in one cache line. */
  oneLine(RejectedQueues::oneLine);

  /** More than two bursts. */
  private static final int CAPACITY = 1 << 16;

  /** As many of them as have that capacity are used again, in place of new ones. */
  private static final int CHUNK = 1_024;

  private final IntFunction<Target> starter;

  Peer(IntFunction<Target> starter) {
    this.starter = starter;
  }

  Peer(Supplier<Target> starter) {
    this(capacity -> starter.get());
  }

  /**
   * Starts one.
   *
   * @return a target that has room for some ten thousand values
   */
  public Target start() {
    return start(CAPACITY);
  }

  /**
   * Starts one.
   *
   * @param capacity for how many values it needs room, where it does not take any number
   * @return a target
   */
  public Target start(int capacity) {
    return starter.apply(capacity);
  }

  /** {@return whether a JVM has only one of it} */
  public boolean isOnePerProcess() {
    return this == runAsync || this == virtualThread || this == chronicle;
  }

  /** {@return whether a thread of its own releases what it is handed, all of it} */
  public boolean hasConsumer() {
    return !EnumSet.of(empty, floor, leak, trashQueue, cleaner, nettyCounted, chronicle)
        .contains(this);
  }

  private static Tasks blockingArray(int capacity) {
    return QueueTasks.blocking(new MpscBlockingConsumerArrayQueue<>(capacity));
  }

  private static Tasks xadd() {
    var queue = new MpscUnboundedXaddArrayQueue<Task>(CHUNK, CAPACITY / CHUNK);
    return QueueTasks.polled(queue::offer, queue::poll);
  }

  private static Tasks array(int capacity) {
    var queue = new MpscArrayQueue<Task>(capacity);
    return QueueTasks.polled(queue::offer, queue::poll);
  }

  private static Tasks linked() {
    var queue = new MpscLinkedQueue<Task>();
    return QueueTasks.polled(queue::offer, queue::poll);
  }
}
