package io.backdrop.cli;

import io.backdrop.BackdropStrategy;
import io.backdrop.cli.common.Named;
import io.backdrop.cli.payload.Tally;
import java.util.function.Supplier;

/** The strategies that are compared, in the order of the original's comparison. */
@SuppressWarnings("ImmutableEnumChecker") // The suppliers keep nothing.
enum Row implements Named {
  NONE("none", "none (inline)", "released in place, without Backdrop", Contenders.Inline::new),
  TRIVIAL(
      "trivial",
      "trivial",
      "a Backdrop that releases in place",
      () -> new Contender(BackdropStrategy.trivial())),
  THREAD(
      "thread",
      "thread",
      "a new platform thread for each value",
      () -> new Contender(BackdropStrategy.threadPerDisposal())),
  TRASH_THREAD(
      "trash-thread",
      "trash thread",
      "one dedicated thread that looks for work by itself",
      Contenders.OnTrashThread::new),
  TRASH_QUEUE(
      "trash-queue",
      "trash queue",
      "a queue that the closing thread empties when it has the time",
      Contenders.OnTrashQueue::new),
  TRASH_QUEUE_LATER(
      "trash-queue-later",
      "trash queue, later",
      "emptying that queue: what was put off, not the hand-off",
      Contenders.CleaningUpLater::new),
  TASK_MANY(
      "task-many",
      "task (many)",
      "a virtual thread for each value, closed by a virtual thread",
      Contenders.InTask::ofMany),
  BLOCKING_MANY(
      "blocking-many",
      "blocking task (many)",
      "a cached pool of platform threads, closed by a virtual thread",
      Contenders.InTask::ofManyBlocking),
  TASK_SINGLE(
      "task-single",
      "task (single)",
      "the next task of a single-thread executor, closed by its current one",
      Contenders.InTask::ofSingle),
  BLOCKING_SINGLE(
      "blocking-single",
      "blocking task (single)",
      "a cached pool of platform threads, closed by a single-thread executor",
      Contenders.InTask::ofSingleBlocking),
  LEAK(
      "leak",
      "leak",
      "never released: the lower bound",
      () -> new Contender(BackdropStrategy.leak()));

  private final String id;
  private final String label;
  private final String description;
  private final Supplier<Contender> contender;

  Row(String id, String label, String description, Supplier<Contender> contender) {
    this.id = id;
    this.label = label;
    this.description = description;
    this.contender = contender;
  }

  @Override
  public String id() {
    return id;
  }

  /** At most 22 characters, for the table. */
  String label() {
    return label;
  }

  String description() {
    return description;
  }

  /** Makes the strategy, ready for its first value. */
  Contender start() {
    return contender.get();
  }

  boolean releases() {
    return this != LEAK;
  }

  /** Whether the count is what this row's strategy must lead to. */
  boolean accepts(Tally tally) {
    return releases() ? tally.isReleasedOnce() : tally.isUntouched();
  }
}
