package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.testkit.Together;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is pending, by count and by weight, and when it is too much. */
@Timeout(60)
class BacklogTest {

  @Test
  void soManyEnterAndNoMore() {
    var backlog = new Backlog(3, Long.MAX_VALUE);

    assertThat(enters(backlog, 0)).isTrue();
    assertThat(enters(backlog, 0)).isTrue();
    assertThat(enters(backlog, 0)).isTrue();
    assertThat(enters(backlog, 0)).isFalse();
    assertThat(backlog.handedOff()).isEqualTo(3);
  }

  @Test
  void oneEntersForEachThatLeaves() {
    var backlog = new Backlog(1, Long.MAX_VALUE);
    for (int i = 0; i < 100; i++) {
      assertThat(enters(backlog, 0)).isTrue();
      assertThat(enters(backlog, 0)).isFalse();
      backlog.addDone(1, 0);
    }
  }

  @Test
  void soManyBytesEnterAndNoMore() {
    var backlog = new Backlog(100, 1000);

    assertThat(enters(backlog, 600)).isTrue();
    assertThat(enters(backlog, 401)).isFalse();
    assertThat(enters(backlog, 400)).isTrue();
    assertThat(enters(backlog, 1)).isFalse();
    assertThat(enters(backlog, 0)).isTrue();
    assertThat(backlog.bytes()).isEqualTo(1000);
  }

  @Test
  void whatHasNoBoundHasRoomForMoreBytesThanCanBeCounted() {
    var backlog = new Backlog(100, Long.MAX_VALUE);

    for (int i = 0; i < 3; i++) {
      assertThat(enters(backlog, Long.MAX_VALUE / 2)).isTrue();
    }
  }

  @Test
  void whatIsTooHeavyIsNotCountedEither() {
    var backlog = new Backlog(2, 1000);
    enters(backlog, 1);

    assertThat(enters(backlog, 1000)).isFalse();

    assertThat(backlog.handedOff()).isEqualTo(1);
    assertThat(enters(backlog, 999)).isTrue();
  }

  @Test
  void whatIsHeavierThanTheBoundEntersWhereNothingElseWeighs() {
    var backlog = new Backlog(100, 1000);
    enters(backlog, 0);

    assertThat(enters(backlog, 1001)).isTrue();

    assertThat(backlog.bytes()).isEqualTo(1001);
    assertThat(enters(backlog, 1)).isFalse();
    assertThat(enters(backlog, 0)).isTrue();
  }

  @Test
  void whatIsHeavierThanTheBoundWaitsUntilNothingElseWeighs() {
    var backlog = new Backlog(100, 1000);
    enters(backlog, 1);
    assertThat(enters(backlog, Long.MAX_VALUE)).isFalse();

    backlog.addDone(1, 1);

    assertThat(enters(backlog, Long.MAX_VALUE)).isTrue();
  }

  @Test
  void ofManyThatAreHeavierThanTheBoundOneIsPendingAtATime() throws Exception {
    assertNeverMoreArePending(1, new Backlog(100, 1000), 1001);
  }

  @Test
  void whatIsTooHeavyTakesNoPlaceNotEvenForAMoment() throws Exception {
    var backlog = new Backlog(2, 1000);
    enters(backlog, 1);
    var refused = new AtomicInteger();

    Together.run(
        2,
        thread -> {
          for (int i = 0; i < 5_000_000; i++) {
            if (thread == 0) {
              enters(backlog, 1001);
            } else if (enters(backlog, 0)) {
              backlog.addDone(1, 0);
            } else {
              refused.incrementAndGet();
            }
          }
        });

    assertThat(refused).hasValue(0);
  }

  @Test
  void itIsHalfEmptyWhereItIsSoByCountAndByWeight() {
    var backlog = new Backlog(4, 1000);
    enters(backlog, 500);
    enters(backlog, 0);
    assertThat(backlog.isHalfEmpty()).isTrue();

    enters(backlog, 0);
    assertThat(backlog.isHalfEmpty()).as("three of four").isFalse();

    backlog.addDone(2, 0);
    enters(backlog, 1);
    assertThat(backlog.isHalfEmpty()).as("501 of 1000 bytes").isFalse();
  }

  @Test
  void bytesThatFindNoPlaceAreGivenBack() {
    var backlog = new Backlog(1, 1000);
    assertThat(enters(backlog, 300)).isTrue();

    assertThat(enters(backlog, 700)).isFalse();

    assertThat(backlog.bytes()).isEqualTo(300);
  }

  @Test
  void bytesThatComeAfterTheEndAreGivenBack() {
    var backlog = new Backlog(1, 1000);
    Disposer<String> disposer = Disposer.none();
    backlog.end();

    assertThat(enters(backlog, 300)).isFalse();
    assertThat(
            backlog.offerRegardless(
                new ClaimableDisposal<>("value", disposer.weighing(value -> 500), null)))
        .isFalse();

    assertThat(backlog.bytes()).isZero();
    assertThat(backlog.pending()).isZero();
  }

  @Test
  void anUnlimitedBoundDoesNotOverflow() {
    var backlog = new Backlog(Long.MAX_VALUE, Long.MAX_VALUE);
    enters(backlog, 5);
    backlog.addDone(1, 5);

    assertThat(enters(backlog, Long.MAX_VALUE - 5)).isTrue();
    assertThat(enters(backlog, 0)).isTrue();
  }

  @Test
  void ofManyThreadsNotOneTooManyEnters() throws Exception {
    var backlog = new Backlog(10_000, Long.MAX_VALUE);
    var entered = new AtomicInteger();

    Together.run(
        4,
        thread -> {
          while (enters(backlog, 0)) {
            entered.incrementAndGet();
          }
        });

    assertThat(entered).hasValue(10_000);
  }

  @Test
  void neverMoreThanTheBoundArePendingWhileOthersLeave() throws Exception {
    assertNeverMoreArePending(2, new Backlog(2, Long.MAX_VALUE), 0);
  }

  @Test
  void whatIsBesideTheQueueIsPendingAndMakesNoRoom() {
    var backlog = new Backlog(1, 1000);
    backlog.enterBeside(400);
    assertThat(backlog.pending()).isEqualTo(1);
    assertThat(backlog.bytes()).isEqualTo(400);

    backlog.addDone(1, 400);

    assertThat(backlog.pending()).isZero();
    assertThat(enters(backlog, 0)).isTrue();
    assertThat(enters(backlog, 0)).isFalse();
  }

  /** While several threads enter and leave, as fast as they can. */
  private static void assertNeverMoreArePending(int most, Backlog backlog, long weight)
      throws Exception {
    var pending = new AtomicInteger();

    Together.run(
        4,
        thread -> {
          for (int i = 0; i < 20_000; i++) {
            if (enters(backlog, weight)) {
              assertThat(pending.incrementAndGet()).isLessThanOrEqualTo(most);
              pending.decrementAndGet();
              backlog.addDone(1, weight);
            }
          }
        });

    assertThat(backlog.handedOff()).isEqualTo(backlog.done());
    assertThat(backlog.bytes()).isZero();
  }

  private static boolean enters(Backlog backlog, long weight) {
    return backlog.tryOffer(new ClaimableDisposal<>("value", Disposer.none(), null), weight);
  }
}
