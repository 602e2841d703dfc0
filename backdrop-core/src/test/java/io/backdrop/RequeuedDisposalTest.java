package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A disposal that is given to a second queue is there what it was in the first. */
@Timeout(60)
class RequeuedDisposalTest {

  /** One that has been in a queue. */
  private static <T> LinkedDisposal<T> used(T value, Disposer<? super T> disposer) {
    var disposal = new LinkedDisposal<T>(value, disposer, null);
    new PendingDisposals().add(disposal);
    return disposal;
  }

  private static LinkedDisposal<?> requeued(Disposer<String> disposer) {
    return LinkedDisposal.linkable(used("value", disposer));
  }

  private static Disposer<String> none() {
    return value -> {};
  }

  @Test
  void itShowsTheValueItsTypeAndWhatItWeighs() {
    var disposal = requeued(none().weighing(String::length));

    assertThat(disposal.value()).isEqualTo("value");
    assertThat(disposal.type()).isEqualTo(String.class);
    assertThat(disposal.weight()).isEqualTo(5);
    disposal.run();
    assertThat(disposal.type()).isEqualTo(String.class);
    assertThat(disposal.weight()).isZero();
  }

  @Test
  void itIsMemoryOnlyWhereThatBehindIs() {
    assertThat(requeued(none()).isMemoryOnly()).isFalse();
    assertThat(requeued(none().memoryOnly()).isMemoryOnly()).isTrue();
  }

  @Test
  void runTwiceItReleasesOnce() {
    var released = new ArrayList<String>();
    var behind = used("value", released::add);
    var disposal = LinkedDisposal.linkable(behind);

    disposal.run();
    disposal.run();
    behind.run();

    assertThat(released).containsExactly("value");
  }

  @Test
  void aTrashThreadDoesNotWaitForItsNextAttempt() throws Exception {
    Disposer<String> failing =
        value -> {
          throw new IllegalStateException("on purpose");
        };
    var behind = used("value", failing.retrying(RetryPolicy.of(2, Duration.ofHours(1))));
    var trash = TrashThread.start();
    trash.execute(behind);
    trash.flush();

    assertThat(trash.stats().retried()).isEqualTo(1);
    assertThat(trash.close(Duration.ZERO).types()).containsExactly(entry(String.class, 1L));
  }

  @Test
  void itIsReleasedInSteps() {
    var clock = new long[1];
    var steps = new ArrayList<Integer>();
    IncrementalDisposer<String> stepping =
        value ->
            () -> {
              steps.add(steps.size());
              return steps.size() < 3;
            };
    try (var queue = new TrashQueue(FailureHandler.logging(), () -> clock[0]++)) {
      queue.execute(used("value", stepping));

      assertThat(queue.disposeFor(Duration.ofNanos(2))).isTrue();
      assertThat(steps.size()).isLessThan(3);
    }
    assertThat(steps).containsExactly(0, 1, 2);
  }

  @Test
  void aFailureIsToldOfTheDisposalThatTheUserKnows() throws Exception {
    var failed = new ConcurrentLinkedQueue<Disposal>();
    Disposer<String> failing =
        value -> {
          throw new IllegalStateException("on purpose");
        };
    var behind = used("value", failing);
    try (var trash =
        TrashThread.builder().onFailure((disposal, failure) -> failed.add(disposal)).start()) {
      trash.execute(behind);
    }
    assertThat(failed).containsExactly(behind);
  }
}
