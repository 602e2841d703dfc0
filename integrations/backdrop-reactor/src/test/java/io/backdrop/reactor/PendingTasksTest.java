package io.backdrop.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.Disposal;
import io.backdrop.Disposer;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a scheduler was given and nobody has taken is found, whatever else was taken. */
@Timeout(60)
class PendingTasksTest {

  /** More than one release leaves out. */
  private static final int MANY = 1_000;

  private final PendingTasks pending = new PendingTasks();

  @Test
  void theLatestIsTakenFirst() {
    var disposals = add(3);

    assertThat(pending.isEmpty()).isFalse();
    assertThat(takeAll()).isEqualTo(disposals.reversed());
    assertThat(pending.isEmpty()).isTrue();
  }

  @Test
  void whatHasRunIsLeftOutWhereverItIs() {
    var tasks = tasks(5);
    List.of(1, 2, 4).forEach(i -> tasks.get(i).run());

    assertThat(pending.isEmpty()).isFalse();
    assertThat(takeAll()).hasSize(2);
  }

  @Test
  void onceAllHaveRunItIsEmptyInWhateverOrderThatWas() {
    tasks(MANY).reversed().forEach(ReactorTask::run);

    assertThat(pending.isEmpty()).isTrue();
    assertThat(takeAll()).isEmpty();
  }

  @Test
  void oneThatWaitsForLongIsFoundBehindManyThatHaveRun() {
    var waiting = add(1);
    tasks(MANY).reversed().forEach(ReactorTask::run);
    tasks(MANY).forEach(ReactorTask::run);

    assertThat(takeAll()).isEqualTo(waiting);
  }

  /** Without anybody who looks. */
  @Test
  void whatRunsInItsOrderIsNotKeptThoughOneWaitsBehindIt() {
    add(1);
    var first = addOneAndRun();
    tasks(2).forEach(ReactorTask::run);

    awaitCollection(first);
    assertThat(takeAll()).hasSize(1);
  }

  @Test
  void aLookLeavesOutWhatHasRunInAnotherOrder() {
    add(1);
    var first = addOneThatRunsLast();

    assertThat(pending.isEmpty()).isFalse();

    awaitCollection(first);
  }

  @Test
  void aReleaseLeavesOutOnlySome() {
    tasks(MANY).reversed().forEach(ReactorTask::run);
    var last = tasks(1).getFirst();
    last.run();

    assertThat(last.skipTaken(0)).as("still leads to others").isNotNull();
  }

  private WeakReference<ReactorTask> addOneAndRun() {
    var task = tasks(1).getFirst();
    task.run();
    return new WeakReference<>(task);
  }

  private WeakReference<ReactorTask> addOneThatRunsLast() {
    var tasks = tasks(MANY);
    tasks.reversed().forEach(ReactorTask::run);
    return new WeakReference<>(tasks.getFirst());
  }

  private static void awaitCollection(WeakReference<ReactorTask> task) {
    while (task.get() != null) {
      System.gc();
    }
  }

  private List<Disposal> takeAll() {
    return Stream.generate(pending::takeLatest).takeWhile(Objects::nonNull).toList();
  }

  private List<Disposal> add(int count) {
    var disposals = Stream.generate(PendingTasksTest::anyDisposal).limit(count).toList();
    disposals.forEach(disposal -> pending.add(new ReactorTask(disposal)));
    return disposals;
  }

  private List<ReactorTask> tasks(int count) {
    var tasks = Stream.generate(() -> new ReactorTask(anyDisposal())).limit(count).toList();
    tasks.forEach(pending::add);
    return tasks;
  }

  private static Disposal anyDisposal() {
    var taken = new Disposal[1];
    Backdrop.of("value", Disposer.none(), disposal -> taken[0] = disposal).close();
    return taken[0];
  }
}
