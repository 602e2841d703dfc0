package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calling a thread to the end of its pause, over and over. */
class CoalescingParkingTest {

  private final List<String> events = new ArrayList<>();
  private final Thread me = Thread.currentThread();

  /** One that forgets its permits, as when a lock that the thread waits for takes them. */
  private final Parking forgetful =
      new Parking() {
        @Override
        public void park(Object blocker) {
          events.add("park");
        }

        @Override
        public void parkNanos(Object blocker, long nanos) {
          events.add("park for " + nanos);
        }

        @Override
        public void unpark(Thread thread) {
          events.add("unpark");
        }
      };

  private final CoalescingParking parking = new CoalescingParking(forgetful);

  @Test
  void aPauseThatNobodyCallsInIsOne() {
    parking.parkNanos(this, 10);
    parking.park(this);

    assertThat(events).containsExactly("park for 10", "park");
  }

  @Test
  void whoIsCalledBeforeThePauseLeavesItOutAndNotTheNext() {
    parking.call(me);
    parking.parkNanos(this, 10);
    parking.parkNanos(this, 20);

    assertThat(events).containsExactly("unpark", "park for 20");
  }

  @Test
  void onlyTheFirstOfManyCallsWakes() {
    for (int i = 0; i < 100; i++) {
      parking.call(me);
    }

    assertThat(events).containsExactly("unpark");
  }

  @Test
  void aCallAfterThePauseWakesAgain() {
    parking.call(me);
    parking.park(this);
    parking.call(me);

    assertThat(events).containsExactly("unpark", "unpark");
  }

  @Test
  void whereTheStackEndsInWakingTheNextCallWakes() {
    var calls = new ArrayList<Thread>();
    var failing =
        new CoalescingParking(
            new Parking() {
              @Override
              public void park(Object blocker) {}

              @Override
              public void parkNanos(Object blocker, long nanos) {}

              @Override
              public void unpark(Thread thread) {
                calls.add(thread);
                if (calls.size() == 1) {
                  throw new StackOverflowError("on purpose");
                }
              }
            });

    assertThatThrownBy(() -> failing.call(me)).isInstanceOf(StackOverflowError.class);
    failing.call(me);

    assertThat(calls).hasSize(2);
  }
}
