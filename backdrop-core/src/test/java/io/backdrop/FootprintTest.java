package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.ClassLayout;

/** A wrapped value costs a handle and a disposal, and no more than the documentation says. */
class FootprintTest {

  @Test
  void aWrappedValueTakes40Bytes() {
    var disposal = new ClaimableDisposal<>("value", Disposer.none(), BackdropStrategy.leak());
    var backdrop = Backdrop.of("value", Disposer.none(), BackdropStrategy.leak());

    assertThat(ClassLayout.parseInstance(backdrop).instanceSize()).isEqualTo(16);
    assertThat(ClassLayout.parseInstance(disposal).instanceSize()).isEqualTo(24);
  }

  @Test
  void aSharedValueTakes24BytesForEachHandleAnd32ForAll() {
    var shared = new SharedDisposal<>("value", Disposer.none(), BackdropStrategy.leak());
    var handle = new Arc<>(shared);

    assertThat(ClassLayout.parseInstance(handle).instanceSize()).isEqualTo(24);
    assertThat(ClassLayout.parseInstance(shared).instanceSize()).isEqualTo(32);
  }

  @Test
  void producersAndConsumerOfAQueueDoNotShareACacheLine() {
    var layout = ClassLayout.parseClass(DisposalQueue.class);

    assertThat(Math.abs(offset(layout, "entered") - offset(layout, "taken")))
        .isGreaterThanOrEqualTo(128);
  }

  @Test
  void whatProducersUseOfAQueueLiesCloseTogetherAndFarFromWhateverIsInMemoryBeforeIt() {
    var layout = ClassLayout.parseClass(DisposalQueue.class);

    var offsets =
        Stream.of("page", "entered", "bytesEntered", "roomUntil", "wakeRequested")
            .map(field -> offset(layout, field))
            .sorted()
            .toList();

    assertThat(offsets.getFirst()).isGreaterThanOrEqualTo(128);
    assertThat(offsets.getLast() - offsets.getFirst()).isLessThan(64 - Long.BYTES);
  }

  private static long offset(ClassLayout layout, String field) {
    return layout.fields().stream()
        .filter(candidate -> candidate.name().equals(field))
        .findAny()
        .orElseThrow()
        .offset();
  }
}
