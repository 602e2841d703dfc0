package io.backdrop;

import static java.util.Arrays.stream;

import io.backdrop.testkit.Subject;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The strategies that release what they are given: all but {@link BackdropStrategy#leak()}. */
enum EveryStrategy {
  TRIVIAL(Place.CALLER, () -> Subject.of(BackdropStrategy.trivial())),
  THREAD_PER_DISPOSAL(Place.THREAD, () -> Subject.of(BackdropStrategy.threadPerDisposal())),
  VIRTUAL_THREAD(Place.THREAD, () -> Subject.of(BackdropStrategy.virtualThread())),
  ONE_VIRTUAL_THREAD(Place.QUEUE, () -> Subject.of(BackdropStrategy.virtualThreads(1))),
  FOUR_VIRTUAL_THREADS(Place.QUEUE, () -> Subject.of(BackdropStrategy.virtualThreads(4))),
  ON_SAME_THREAD(Place.CALLER, () -> Subject.of(BackdropStrategy.on(Runnable::run))),
  ON_SINGLE_THREAD(Place.QUEUE, EveryStrategy::onSingleThread),
  ON_CACHED_POOL(Place.THREAD, EveryStrategy::onCachedPool),
  ON_BOUNDED_POOL(Place.THREAD, EveryStrategy::onBoundedPool),
  ON_FORK_JOIN_POOL(Place.THREAD, EveryStrategy::onForkJoinPool),
  METHOD_REFERENCE(Place.QUEUE, EveryStrategy::methodReference),
  CUSTOM_LAMBDA(Place.QUEUE, EveryStrategy::customLambda),
  DEBUG_TRIVIAL(Place.CALLER, EveryStrategy::debugTrivial),
  DEBUG_TRASH_THREAD(Place.THREAD, EveryStrategy::debugTrashThread),
  TRASH_QUEUE(Place.QUEUE, () -> on(new TrashQueue())),
  TRASH_QUEUE_OF_CURRENT_THREAD(Place.QUEUE, () -> on(TrashQueue.ofCurrentThread())),
  TRASH_THREAD(Place.QUEUE, () -> on(TrashThread.start())),
  SIGNALLED_TRASH_THREAD(Place.QUEUE, () -> on(TrashThread.builder().signalling().start())),
  FULL_TRASH_THREAD(Place.CALLER, () -> on(TrashThread.builder().bound(1).start())),
  GLOBAL_TRASH_THREAD(Place.QUEUE, () -> on(TrashThread.global()));

  private enum Place {
    /** In the thread that closes, while it closes. */
    CALLER,
    /** By a thread of several. */
    THREAD,
    /** One after another, none inside of another. */
    QUEUE
  }

  private final Place place;
  private final Supplier<Subject> opening;

  EveryStrategy(Place place, Supplier<Subject> opening) {
    this.place = place;
    this.opening = opening;
  }

  Subject open() {
    return opening.get();
  }

  static Stream<EveryStrategy> inCaller() {
    return in(Place.CALLER);
  }

  static Stream<EveryStrategy> onThreads() {
    return in(Place.THREAD);
  }

  static Stream<EveryStrategy> queueing() {
    return in(Place.QUEUE);
  }

  private static Stream<EveryStrategy> in(Place place) {
    return stream(values())
        .filter(strategy -> strategy.place == place)
        .filter(strategy -> strategy != ON_FORK_JOIN_POOL || keepsInterruptsApart());
  }

  /**
   * That of Java 21 leaves the interrupt of one task to the next, and so keeps no such contract.
   */
  private static boolean keepsInterruptsApart() {
    return Runtime.version().feature() > 21;
  }

  private static Subject on(TrashThread trash) {
    return Subject.of(trash).endedBy(trash);
  }

  private static Subject on(TrashQueue queue) {
    Runnable work =
        () -> {
          queue.disposeAll();
          Thread.interrupted(); // If a disposer was, its thread is told at the end, and it is ours.
        };
    return Subject.of(queue).workedBy(work).endedBy(queue);
  }

  private static Subject debugTrivial() {
    return Subject.of(BackdropStrategy.debug(BackdropStrategy.trivial()));
  }

  private static Subject debugTrashThread() {
    var trash = TrashThread.start();
    return Subject.of(BackdropStrategy.debug(trash)).endedBy(trash);
  }

  private static Subject onSingleThread() {
    var executor = Executors.newSingleThreadExecutor();
    return Subject.of(BackdropStrategy.on(executor)).endedBy(executor);
  }

  private static Subject onCachedPool() {
    var executor = Executors.newCachedThreadPool();
    return Subject.of(BackdropStrategy.on(executor)).endedBy(executor);
  }

  private static Subject onBoundedPool() {
    var executor = Executors.newFixedThreadPool(2);
    return Subject.of(BackdropStrategy.on(executor)).endedBy(executor);
  }

  private static Subject onForkJoinPool() {
    var executor = new ForkJoinPool(2);
    return Subject.of(BackdropStrategy.on(executor)).endedBy(executor);
  }

  private static Subject methodReference() {
    var executor = Executors.newSingleThreadExecutor();
    return Subject.of(executor::execute).endedBy(executor);
  }

  private static Subject customLambda() {
    var later = new ConcurrentLinkedQueue<Disposal>();
    Runnable work =
        () -> {
          for (var next = later.poll(); next != null; next = later.poll()) {
            runAlone(next);
          }
        };
    return Subject.of(later::add).workedBy(work);
  }

  private static void runAlone(Disposal disposal) {
    try {
      disposal.run();
    } catch (RuntimeException | Error failure) {
      // As its author decided: the next runs all the same.
    } finally {
      Thread.interrupted();
    }
  }
}
