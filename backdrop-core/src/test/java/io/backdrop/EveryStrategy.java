package io.backdrop;

import static java.util.Arrays.stream;

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
  ON_FORK_JOIN_POOL(Place.THREAD, EveryStrategy::onForkJoinPool),
  METHOD_REFERENCE(Place.QUEUE, EveryStrategy::methodReference),
  CUSTOM_LAMBDA(Place.QUEUE, EveryStrategy::customLambda),
  DEBUG_TRIVIAL(Place.CALLER, () -> TRIVIAL.open().debugged()),
  DEBUG_TRASH_THREAD(Place.THREAD, () -> Subject.of(TrashThread.start()).debugged()),
  TRASH_QUEUE(Place.QUEUE, () -> Subject.of(new TrashQueue())),
  TRASH_QUEUE_OF_CURRENT_THREAD(Place.QUEUE, () -> Subject.of(TrashQueue.ofCurrentThread())),
  TRASH_THREAD(Place.QUEUE, () -> Subject.of(TrashThread.start())),
  SIGNALLED_TRASH_THREAD(Place.QUEUE, () -> Subject.of(TrashThread.builder().signalling().start())),
  FULL_TRASH_THREAD(Place.CALLER, () -> Subject.of(TrashThread.builder().bound(1).start())),
  GLOBAL_TRASH_THREAD(Place.QUEUE, () -> Subject.of(TrashThread.global()));

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

  /** Those that do not release inside of {@link Backdrop#close}. */
  static Stream<EveryStrategy> elsewhere() {
    return stream(values()).filter(strategy -> strategy.place != Place.CALLER);
  }

  /** Those that need no more stack for a longer chain of nested values. */
  static Stream<EveryStrategy> queueing() {
    return stream(values()).filter(strategy -> strategy.place == Place.QUEUE);
  }

  private static Subject onSingleThread() {
    var executor = Executors.newSingleThreadExecutor();
    return Subject.on(executor, BackdropStrategy.on(executor));
  }

  private static Subject onCachedPool() {
    var executor = Executors.newCachedThreadPool();
    return Subject.on(executor, BackdropStrategy.on(executor));
  }

  private static Subject onForkJoinPool() {
    var executor = new ForkJoinPool(2);
    return Subject.on(executor, BackdropStrategy.on(executor));
  }

  private static Subject methodReference() {
    var executor = Executors.newSingleThreadExecutor();
    return Subject.on(executor, executor::execute);
  }

  private static Subject customLambda() {
    var later = new ConcurrentLinkedQueue<Disposal>();
    Runnable work =
        () -> {
          for (var next = later.poll(); next != null; next = later.poll()) {
            runAlone(next);
          }
        };
    return Subject.of(later::add, work);
  }

  private static void runAlone(Disposal disposal) {
    try {
      disposal.run();
    } catch (RuntimeException failure) {
      // As its author decided: the next runs all the same.
    } finally {
      Thread.interrupted();
    }
  }
}
