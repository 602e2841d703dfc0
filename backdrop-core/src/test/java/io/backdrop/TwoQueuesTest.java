package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A disposal that a strategy gives to two queues is in each what it would be in that alone. */
@Timeout(60)
class TwoQueuesTest {

  private final TrashQueue other = new TrashQueue();

  @AfterEach
  void closeTheOther() {
    other.close();
  }

  /** One that is in the other queue already, and not to be run there yet. */
  private <T> ClaimableDisposal<T> used(T value, Disposer<? super T> disposer) {
    var disposal = new ClaimableDisposal<T>(value, disposer, null);
    other.execute(disposal);
    return disposal;
  }

  @Test
  void itIsReleasedOnceByTheOneThatComesToItFirst() throws Exception {
    var released = new ArrayList<String>();
    try (var trash = TrashThread.start()) {
      trash.execute(used("value", released::add));
      trash.flush();
      assertThat(released).containsExactly("value");

      other.disposeAll();
    }
    assertThat(released).containsExactly("value");
  }

  @Test
  void whatHasRunElsewhereKeepsNothingBehindIt() throws Exception {
    var released = new ConcurrentLinkedQueue<String>();
    Disposer<String> releasing = released::add;
    try (var trash = TrashThread.start()) {
      var retrying = used("retrying", releasing.retrying(RetryPolicy.of(2, Duration.ofHours(1))));
      var stepping = used("stepping", (IncrementalDisposer<String>) value -> () -> false);
      other.disposeAll();

      trash.execute(retrying);
      trash.execute(stepping);
      trash.execute(new ClaimableDisposal<>("behind", releasing, null));
      trash.flush();
    }
    assertThat(released).containsExactly("retrying", "behind");
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
