package io.backdrop.cli.soak;

import io.backdrop.Disposal;
import io.backdrop.FailureHandler;
import io.backdrop.TrashQueue;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;

/** A trash queue of the thread that makes this; what others hand to it is refused. */
final class QueueSubject extends Subject {

  private static final int LONGEST_SLICE = 20_000;

  private final Faults faults;
  private final TrashQueue queue;
  private final LongAdder failures = new LongAdder();

  QueueSubject(Stage stage) {
    super(SubjectKind.QUEUE);
    this.faults = stage.faults();
    this.queue = new TrashQueue(counting(stage.failures(), failures));
  }

  /** Knows nothing of the queue, which it would keep from being found when that is abandoned. */
  private static FailureHandler counting(SeenFailures seen, LongAdder count) {
    return (disposal, failure) -> {
      seen.see(failure);
      count.increment();
    };
  }

  @Override
  void hand(Disposal disposal) {
    queue.execute(disposal);
  }

  /** Works off some of it, or all. */
  void disposeSome(SplittableRandom random) {
    switch (random.nextInt(4)) {
      case 0 -> queue.disposeOne();
      case 1 -> queue.disposeAll();
      default -> queue.disposeFor(Duration.ofNanos(random.nextInt(LONGEST_SLICE)));
    }
  }

  @Override
  void meddle() {
    try {
      queue.disposeOne();
    } catch (WrongThreadException elsewhere) {
      // As it should be, where it is not its own thread that releases the value.
    }
  }

  @Override
  void end() {
    queue.close();
    faults.check(
        queue.size() == 0,
        () -> "%s was closed and has %d disposals".formatted(queue, queue.size()));
  }

  @Override
  void audit(Counts<Event> events) {
    faults.check(
        queue.failures() == failures.sum(),
        () ->
            "%s says that %d disposals failed, and reported %d"
                .formatted(queue, queue.failures(), failures.sum()));
  }
}
