package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A trash thread that signals is woken for all that it has to do, and sleeps otherwise. */
@Timeout(60)
class SignallingTest {

  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private final ManualParking parking = new ManualParking();
  private final AtomicReference<Runnable> nextWakeUp = new AtomicReference<>();
  private final Queue<Object> released = new ConcurrentLinkedQueue<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch atGate = new CountDownLatch(1);
  private final Disposer<Object> waiting =
      value -> {
        atGate.countDown();
        gate.await();
        released.add(value);
      };
  private final Disposer<Object> failing =
      value -> {
        throw new IOException("busy");
      };
  private Thread thread;
  private TrashThread trash;

  private void start() throws InterruptedException {
    trash =
        TrashThread.builder()
            .signalling()
            .parking(new Interposed())
            .threadFactory(work -> thread = Thread.ofPlatform().unstarted(work))
            .start();
    assertThat(parking.awaitPark()).isEqualTo(ManualParking.UNLIMITED);
  }

  @AfterEach
  void close() {
    gate.countDown();
    trash.close(Duration.ZERO);
    trash.close();
  }

  private void hand(String value, Disposer<Object> disposer) {
    Backdrop.of(value, disposer, trash).close();
  }

  private void handWithoutStackToWake(String value, Runnable before) {
    nextWakeUp.set(() -> {
      before.run();
      throw new StackOverflowError("on purpose");
    });
    hand(value, waiting); // It is in the queue, and no error says otherwise.
  }

  @Test
  void aWakeUpForWhichThereWasNoStackIsMadeUpForByTheNextHandOff() throws Exception {
    start();
    gate.countDown();

    handWithoutStackToWake("first", () -> {});
    hand("second", released::add);

    assertThat(parking.awaitPark()).isEqualTo(ManualParking.UNLIMITED);
    assertThat(released).containsExactly("first", "second");
  }

  @Test
  void itSleepsAgainAlsoWhereItWasAwakeAsAWakeUpFailed() throws Exception {
    start();

    handWithoutStackToWake(
        "value",
        () -> {
          parking.pass();
          awaitUninterruptibly(atGate);
        });
    gate.countDown();

    assertThat(parking.awaitPark()).isEqualTo(ManualParking.UNLIMITED);
    assertThat(released).containsExactly("value");
  }

  @Test
  void itSleepsNoLongerThanUntilTheNextAttempt() throws Exception {
    start();

    hand("value", failing.retrying(RetryPolicy.of(2, A_MINUTE)));

    assertThat(parking.awaitPark()).isBetween(1L, A_MINUTE.toNanos());
  }

  /** A helper may make the last one, and wakes nobody after that. */
  @Test
  void onceItIsClosedItLooksByItselfAlsoWhileOneWaitsForAnotherAttempt() throws Exception {
    start();
    hand("value", failing.retrying(RetryPolicy.of(2, A_MINUTE)));
    parking.awaitPark();

    trash.beginClosing();

    assertThat(parking.awaitPark()).isEqualTo(1_000_000);
  }

  @Test
  void itIsWokenForAnAttemptThatAHelperAsksFor() throws Exception {
    start();
    var helperGate = new CountDownLatch(1);
    var helperAtGate = new CountDownLatch(1);
    Disposer<Object> failingLater =
        value -> {
          helperAtGate.countDown();
          helperGate.await();
          throw new IOException("busy");
        };
    hand("busy", waiting);
    atGate.await();
    hand("value", failingLater.retrying(RetryPolicy.of(2, A_MINUTE)));
    var helper = Thread.ofPlatform().start(() -> trash.helpDispose(1));
    helperAtGate.await();
    gate.countDown();
    assertThat(parking.awaitPark()).isEqualTo(ManualParking.UNLIMITED);

    helperGate.countDown();

    assertThat(parking.awaitPark()).isBetween(1L, A_MINUTE.toNanos());
    helper.join();
  }

  @Test
  void givenUpWhileItSleepsUntilTheNextAttemptItEnds() throws Exception {
    start();
    hand("value", failing.retrying(RetryPolicy.of(2, A_MINUTE)));
    parking.awaitPark();

    var residue = trash.close(Duration.ofMillis(10));

    assertThat(residue.count()).isEqualTo(1);
    assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void itDoesNotSpinWhileAHandOffIsStoppedInTheMiddle() throws Exception {
    start();
    var value = new ClaimableDisposal<>("value", released::add, null);
    var half = new HalfHandedOff(trash, value);

    parking.pass();

    assertThat(parking.awaitPark()).isEqualTo(50_000);
    parking.pass();
    assertThat(parking.awaitPark()).isEqualTo(50_000);
    half.handOffTheRest();
    parking.pass();
    assertThat(parking.awaitPark()).isEqualTo(ManualParking.UNLIMITED);
    assertThat(released).containsExactly("value");
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    Uninterruptibly.await(latch::await);
  }

  /** Parks as the test says; before it wakes somebody, does what the test says. */
  private final class Interposed implements Parking {

    @Override
    public void park(Object blocker) {
      parking.park(blocker);
    }

    @Override
    public void parkNanos(Object blocker, long nanos) {
      parking.parkNanos(blocker, nanos);
    }

    @Override
    public void unpark(Thread woken) {
      var before = nextWakeUp.getAndSet(null);
      if (before != null) {
        before.run();
      }
      parking.unpark(woken);
    }
  }
}
