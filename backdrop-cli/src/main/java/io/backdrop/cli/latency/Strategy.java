package io.backdrop.cli.latency;

import io.backdrop.BackdropStrategy;
import io.backdrop.Pacing;
import io.backdrop.TrashThread;
import io.backdrop.cli.common.Named;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** The ways to let go of an index that are measured, in the order in which they are shown. */
@SuppressWarnings("ImmutableEnumChecker") // The functions keep nothing.
public enum Strategy implements Named {
  INLINE(
      "inline",
      "inline",
      "released in place, by the request thread that lets go",
      _ -> Releasing.by(BackdropStrategy.trivial())),
  TRASH_THREAD(
      "trash-thread",
      "trash thread",
      "one dedicated thread that looks for work by itself",
      _ -> Releasing.by(TrashThread.start())),
  PACED(
      "paced",
      "paced trash thread",
      "one dedicated thread that takes half of the time until the next index",
      plan -> Releasing.by(TrashThread.builder().pacing(pace(plan)).start())),
  TRASH_QUEUE(
      "trash-queue",
      "trash queue",
      "a queue that the request thread empties between two requests",
      plan -> new BetweenRequests(plan.betweenRequests())),
  THREAD(
      "thread",
      "thread",
      "a new platform thread for each index",
      _ -> Releasing.by(BackdropStrategy.threadPerDisposal())),
  VIRTUAL_THREAD(
      "virtual-thread",
      "virtual thread",
      "a new virtual thread for each index",
      _ -> Releasing.by(BackdropStrategy.virtualThread())),
  EXECUTOR(
      "executor",
      "executor",
      "a single-thread executor",
      _ -> Releasing.by(Executors.newSingleThreadExecutor())),
  LEAK(
      "leak",
      "leak",
      "never released: the lower bound",
      _ -> Releasing.by(BackdropStrategy.leak()));

  private final String id;
  private final String label;
  private final String description;
  private final Function<Plan, Releasing> start;

  Strategy(String id, String label, String description, Function<Plan, Releasing> start) {
    this.id = id;
    this.label = label;
    this.description = description;
    this.start = start;
  }

  private static Pacing pace(Plan plan) {
    double swapsPerSecond = 1e9 / plan.swapEveryNanos();
    return Pacing.ofItems((long) Math.ceil(2L * plan.entries() * swapsPerSecond));
  }

  @Override
  public String id() {
    return id;
  }

  /** At most 18 characters, for the table. */
  public String label() {
    return label;
  }

  String description() {
    return description;
  }

  /** Makes the strategy, ready for its first index. */
  Releasing start(Plan plan) {
    return start.apply(plan);
  }

  boolean releases() {
    return this != LEAK;
  }
}
