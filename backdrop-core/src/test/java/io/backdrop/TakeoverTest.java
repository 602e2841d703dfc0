package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who goes on in place of a stalled consumer loses nothing of what that one has. */
@Timeout(60)
class TakeoverTest {

  private final List<Object> released = new ArrayList<>();
  private final TrashParts parts = new TrashParts();

  private ClaimableDisposal<?> disposalOf(Object value) {
    return new ClaimableDisposal<>(value, released::add, null);
  }

  /** One that has taken a disposal and not begun it, as if stalled between two. */
  private QueueConsumer stalledBefore(ClaimableDisposal<?> disposal) {
    return parts.consumers().joinAndTake(new Thread(() -> {}), disposal, 0, 0);
  }

  private void takeOverFrom(QueueConsumer stalled) {
    var successor = parts.consumers().joinAndBegin(Thread.currentThread());
    stalled.succession.passTo(successor);
    new Takeover(parts.consumers(), parts.guests(), stalled, true).run();
  }

  @Test
  void whatTheStalledOneHasNotBegunIsReleased() {
    takeOverFrom(stalledBefore(disposalOf("value")));

    assertThat(released).containsExactly("value");
  }

  @Test
  void whatTheStalledOneHasInItsChainIsReleased() {
    var stalled = stalledBefore(disposalOf("value"));
    parts.backlog.end();
    parts.backlog.enterBeside(0);
    stalled.chain.add(disposalOf("closed by it"), 0, true);

    takeOverFrom(stalled);

    assertThat(released).containsExactly("value", "closed by it");
    assertThat(stalled.chain.isEmpty()).isTrue();
  }

  /** Else the end of the JVM would start a thread each time that it looks. */
  @Test
  void oneTakesOverInATurnAndNoMore() {
    var stalled = stalledBefore(disposalOf("value"));
    assertThat(parts.consumers().active().inTheWay(0)).containsExactly(stalled);

    new Takeover(parts.consumers(), parts.guests(), stalled, false).startBeside(anotherLoop());

    assertThat(parts.consumers().active().inTheWay(0)).doesNotContain(stalled);
  }

  private static TrashLoop anotherLoop() {
    return new TrashLoop(
        TrashThread.builder().threadFactory(Thread::new),
        new Backlog(1, 1),
        new Isolation((disposal, failure) -> {}),
        ListenerCalls.NONE,
        ExitRegistration.NONE);
  }

  @Test
  void theRestOfABatchKeepsItsOrderItsWeightsAndItsPosition() {
    var batch = batchOfFour();
    var rest = new Batch();

    rest.takeOver(batch, 1);

    assertThat(rest.count()).isEqualTo(3);
    assertThat(rest.position()).isEqualTo(batch.position());
    for (int i = 0; i < 3; i++) {
      assertThat(rest.get(i)).isSameAs(batch.get(i + 1));
      assertThat(rest.weight(i)).isEqualTo(batch.weight(i + 1));
    }
  }

  @Test
  void soDoesTheLastOne() {
    var batch = batchOfFour();
    var rest = new Batch();

    rest.takeOver(batch, 3);

    assertThat(rest.count()).isEqualTo(1);
    assertThat(rest.position()).isEqualTo(batch.position());
    assertThat(rest.get(0)).isSameAs(batch.get(3));
    assertThat(rest.weight(0)).isEqualTo(13);
  }

  @Test
  void behindTheLastOneThereIsNothingToTakeOver() {
    var rest = new Batch();

    rest.takeOver(batchOfFour(), 4);

    assertThat(rest.count()).isZero();
    assertThat(rest.running()).isNull();
  }

  private Batch batchOfFour() {
    for (int i = 0; i < 4; i++) {
      parts.backlog.tryOffer(disposalOf(i), 10 + i);
    }
    var batch = new Batch();
    assertThat(batch.take(parts.backlog, 16)).isEqualTo(4);
    return batch;
  }
}
