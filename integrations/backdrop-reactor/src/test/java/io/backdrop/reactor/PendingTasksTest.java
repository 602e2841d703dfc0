package io.backdrop.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.Disposal;
import io.backdrop.Disposer;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a scheduler was given and nobody has taken is found, whatever else was taken. */
class PendingTasksTest {

  /** More than one release leaves out. */
  private static final int MANY = 1_000;

  private final PendingTasks pending = new PendingTasks();

  @Test
  void theOldestComesFirst() {
    var tasks = add(3);

    assertThat(pending.oldestFirst()).isEqualTo(tasks);
    assertThat(pending.isEmpty()).isFalse();
  }

  @Test
  void whatIsTakenIsLeftOutWhereverItIs() {
    var tasks = add(5);
    List.of(1, 2, 4).forEach(i -> tasks.get(i).run());

    assertThat(pending.isEmpty()).isFalse();

    assertThat(pending.oldestFirst()).containsExactly(tasks.get(0), tasks.get(3), tasks.get(4));
  }

  @Test
  void onceAllAreTakenItIsEmptyInWhateverOrderThatWas() {
    add(MANY).reversed().forEach(ReactorTask::run);

    assertThat(pending.isEmpty()).isTrue();
    assertThat(pending.oldestFirst()).isEmpty();
  }

  @Test
  void aTaskThatWaitsForLongIsFoundAfterManyThatDoNot() {
    var waiting = add(1).getFirst();
    add(MANY).reversed().forEach(ReactorTask::run);
    add(MANY).forEach(ReactorTask::run);

    assertThat(pending.oldestFirst()).startsWith(waiting).hasSize(2);
  }

  /** Without anybody who looks for what is taken, behind one that waits. */
  @Test
  void whatIsTakenInItsOrderIsNotKept() {
    add(1);
    var first = runAndForget();
    add(2).forEach(ReactorTask::run);

    while (first.get() != null) {
      System.gc();
    }
    assertThat(pending.oldestFirst()).hasSize(2);
  }

  private WeakReference<ReactorTask> runAndForget() {
    var task = add(1).getFirst();
    task.run();
    return new WeakReference<>(task);
  }

  private List<ReactorTask> add(int count) {
    var tasks =
        new ArrayList<>(
            IntStream.range(0, count).mapToObj(i -> new ReactorTask(anyDisposal())).toList());
    tasks.forEach(pending::add);
    return tasks;
  }

  private static Disposal anyDisposal() {
    var taken = new Disposal[1];
    Backdrop.of("value", Disposer.none(), disposal -> taken[0] = disposal).close();
    return taken[0];
  }
}
