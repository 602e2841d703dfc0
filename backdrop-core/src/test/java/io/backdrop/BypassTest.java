package io.backdrop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever waits for what a consumer has taken, when another goes on in its place. */
@Timeout(60)
class BypassTest {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final TrashParts parts = new TrashParts();
  private final Gate first = new Gate();
  private final Gate second = new Gate();

  /** Takes both at once, since those before were short. */
  private final QueueConsumer stalled = parts.consumers().join(Pacer.NONE);

  private FlushMark mark;
  private Future<?> stalling;

  @BeforeEach
  void stallInTheFirst() throws Exception {
    parts.handOff(new ClaimableDisposal<>("short", Disposer.none(), null));
    parts.consumers().runNext(stalled, 1);
    parts.handOff(first.disposal());
    parts.handOff(second.disposal());
    mark = parts.consumers().marks().add();
    stalling = threads.submit(() -> parts.consumers().runNext(stalled, 2));
    first.reached.await();
  }

  @AfterEach
  void end() {
    first.open.countDown();
    second.open.countDown();
    threads.close();
  }

  @Test
  void whatTheOtherRunsIsWaitedForAsWell() throws Exception {
    var bypassing = bypass(false);
    second.reached.await();

    first.open.countDown();
    stalling.get(60, SECONDS);
    assertThat(mark.isOver()).isFalse();

    second.open.countDown();
    bypassing.get(60, SECONDS);
    assertThat(mark.isOver()).isTrue();
  }

  @Test
  void whatTheOtherRunsIsWaitedForWhenOneMoreEndsTheFirstTurnForGood() throws Exception {
    var bypassing = bypass(false);
    second.reached.await();

    bypass(true).get(60, SECONDS);
    assertThat(mark.isOver()).isFalse();

    second.open.countDown();
    bypassing.get(60, SECONDS);
    assertThat(mark.isOver()).isTrue();
  }

  @Test
  void whoWaitsForAllThatItClosesWaitsForEachThatHasTakenOver() throws Exception {
    var waitedFor = parts.consumers().awaitedConsumers();
    var bypassing = bypass(false);
    second.reached.await();

    bypass(true).get(60, SECONDS);
    assertThat(Awaited.areOver(waitedFor)).isFalse();

    second.open.countDown();
    bypassing.get(60, SECONDS);
    assertThat(Awaited.areOver(waitedFor)).isTrue();
  }

  @Test
  void whatWasGivenUpIsNotWaitedForThoughAnotherRunsIt() throws Exception {
    parts.consumers().leftovers().giveUp();

    bypass(false);
    second.reached.await();

    assertThat(mark.isOver()).isTrue();
  }

  @Test
  void whatTheStalledOneHasTakenIsNotForgottenWithWhatHasRun() throws Exception {
    parts.consumers().forgetReleased();

    first.open.countDown();
    second.open.countDown();
    stalling.get(60, SECONDS);

    assertThat(second.reached.getCount()).isZero();
  }

  private Future<?> bypass(boolean forGood) {
    return threads.submit(() -> {
      stalled.succession.passTo(parts.consumers().joinAndBegin(Thread.currentThread()));
      new Takeover(parts.consumers(), parts.guests(), stalled, forGood).run();
    });
  }
}
