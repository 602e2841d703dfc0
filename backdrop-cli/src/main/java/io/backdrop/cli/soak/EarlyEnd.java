package io.backdrop.cli.soak;

import java.time.Duration;

/** How the first strategy of a round ends, if that is to happen while others use it. */
final class EarlyEnd {

  /** How many disposals one thread may have in hand. */
  private static final int IN_HAND = 16;

  /** Beside each producer there may be trash threads of its own, whose disposers help. */
  private static final long THREADS_FOR_EACH = 4;

  /** The trash thread itself, the global one, and the one that closes what is stuck. */
  private static final long OTHER_THREADS = 3;

  private static final int LONGEST_WAIT = 3_000_000;

  private final Stage stage;

  /** What the residue told of. Written by the worker that ends it, read when that is done. */
  private long residue;

  EarlyEnd(Stage stage) {
    this.stage = stage;
  }

  void perform(Worker worker) {
    var subject = stage.subjects().getFirst();
    switch (stage.scenario().ending()) {
      case LAST -> {}
      case EARLY -> {
        subject.end();
        worker.events().add(Event.ENDED_EARLY);
      }
      case GIVEN_UP -> {
        residue = giveUp(worker, subject);
        worker.events().add(Event.ENDED_EARLY);
        worker.events().add(Event.RESIDUE, residue);
      }
    }
  }

  /** The stuck one is closed by a thread of its own, since it may be the one to release it. */
  private long giveUp(Worker worker, Subject subject) {
    var maker = worker.maker();
    var stuck = (StuckValue) maker.make(ValueKind.STUCK);
    var handle = maker.wrap(stuck, subject);
    var closer =
        Thread.ofPlatform()
            .daemon()
            .name("soak-stuck")
            .start(() -> stage.failures().closing(handle));
    long count = subject.giveUp(Duration.ofNanos(worker.random().nextInt(LONGEST_WAIT))).count();
    stuck.letGo();
    Waiting.forever(closer::join);
    return count;
  }

  /** How many values may be left in the end. */
  long leftOver() {
    return residue;
  }

  /**
   * What is not released by now was left. The residue told of it, and also of what was in hand at
   * that moment and has been released since.
   */
  void check() {
    if (stage.scenario().ending() == Ending.GIVEN_UP) {
      long left = stage.ledger().leaveTheRest();
      long threads = OTHER_THREADS + THREADS_FOR_EACH * stage.scenario().producers();
      long inHand = IN_HAND * threads;
      stage
          .faults()
          .check(
              left <= residue && left >= residue - inHand,
              () ->
                  "a residue told of %d disposals, and %d were not released"
                      .formatted(residue, left));
    }
  }
}
