package io.backdrop.cli;

import io.backdrop.BackdropStrategy;
import io.backdrop.cli.common.Named;
import io.backdrop.cli.payload.Tally;
import java.util.EnumSet;
import java.util.function.Supplier;

/**
 * The strategies that are compared, in the order of the original's comparison.
 *
 * <p>Those of the runtimes are made by lambdas, not by method references, which would have the
 * runtime's classes looked up for every row.
 */
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
      ExecutorTasks::ofMany),
  BLOCKING_MANY(
      "blocking-many",
      "blocking task (many)",
      "a cached pool of platform threads, closed by a virtual thread",
      ExecutorTasks::ofManyBlocking),
  TASK_SINGLE(
      "task-single",
      "task (single)",
      "the next task of a single-thread executor, closed by its current one",
      ExecutorTasks::ofSingle),
  BLOCKING_SINGLE(
      "blocking-single",
      "blocking task (single)",
      "a cached pool of platform threads, closed by a single-thread executor",
      ExecutorTasks::ofSingleBlocking),
  NETTY_MANY(
      "netty-many",
      "netty (many)",
      "Netty: another event loop of the group than the one that closes",
      () -> NettyTasks.many()),
  NETTY_BLOCKING_MANY(
      "netty-blocking-many",
      "netty blocking (many)",
      "Netty: an executor group without channels, closed by an event loop",
      () -> NettyTasks.manyBlocking()),
  NETTY_ONE(
      "netty-one",
      "netty (one)",
      "Netty: the event loop that closes, of a group that has no other",
      () -> NettyTasks.one()),
  NETTY_BLOCKING_ONE(
      "netty-blocking-one",
      "netty blocking (one)",
      "Netty: an executor group without channels, closed by the only event loop",
      () -> NettyTasks.oneBlocking()),
  REACTOR_MANY(
      "reactor-many",
      "reactor (many)",
      "Reactor: Schedulers.parallel(), closed by one of its threads",
      () -> ReactorTasks.many()),
  REACTOR_BLOCKING_MANY(
      "reactor-blocking-many",
      "reactor elastic (many)",
      "Reactor: Schedulers.boundedElastic(), closed by a thread of parallel()",
      () -> ReactorTasks.manyBlocking()),
  REACTOR_ONE(
      "reactor-one",
      "reactor (one)",
      "Reactor: Schedulers.single(), closed by its thread",
      () -> ReactorTasks.one()),
  REACTOR_BLOCKING_ONE(
      "reactor-blocking-one",
      "reactor elastic (one)",
      "Reactor: Schedulers.boundedElastic(), closed by the thread of single()",
      () -> ReactorTasks.oneBlocking()),
  VERTX_MANY(
      "vertx-many",
      "vertx (many)",
      "Vert.x: the current context, on one of several event loops",
      () -> VertxTasks.many()),
  VERTX_BLOCKING_MANY(
      "vertx-blocking-many",
      "vertx blocking (many)",
      "Vert.x: executeBlocking, closed by one of several event loops",
      () -> VertxTasks.manyBlocking()),
  VERTX_ONE(
      "vertx-one",
      "vertx (one)",
      "Vert.x: the current context, on the only event loop",
      () -> VertxTasks.one()),
  VERTX_BLOCKING_ONE(
      "vertx-blocking-one",
      "vertx blocking (one)",
      "Vert.x: executeBlocking, closed by the only event loop",
      () -> VertxTasks.oneBlocking()),
  KOTLIN_MANY(
      "kotlin-many",
      "kotlin (many)",
      "Kotlin coroutines: Dispatchers.Default, closed by one of its threads",
      () -> CoroutineTasks.many()),
  KOTLIN_BLOCKING_MANY(
      "kotlin-blocking-many",
      "kotlin blocking (many)",
      "Kotlin coroutines: Dispatchers.IO, closed by a thread of Default",
      () -> CoroutineTasks.manyBlocking()),
  KOTLIN_ONE(
      "kotlin-one",
      "kotlin (one)",
      "Kotlin coroutines: a dispatcher of one thread, closed by that thread",
      () -> CoroutineTasks.one()),
  KOTLIN_BLOCKING_ONE(
      "kotlin-blocking-one",
      "kotlin blocking (one)",
      "Kotlin coroutines: Dispatchers.IO, closed by a dispatcher of one thread",
      () -> CoroutineTasks.oneBlocking()),
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

  /** Those of asynchronous runtimes, which are libraries that the others do without. */
  static EnumSet<Row> ofRuntimes() {
    return EnumSet.range(NETTY_MANY, KOTLIN_BLOCKING_ONE);
  }

  /** Those that are compared unless others are asked for. */
  static EnumSet<Row> usual() {
    return EnumSet.complementOf(ofRuntimes());
  }

  boolean isOfRuntime() {
    return ofRuntimes().contains(this);
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
