package io.backdrop.jmh.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.jmh.peer.Peer;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BurstTableTest {

  private final BurstTable table =
      MadeUp.burst(
          BurstKind.twoThreads,
          Map.of(
              Peer.trashThread, 20.0,
              Peer.executor, 90.0,
              Peer.mpscXadd, 5.0,
              Peer.claimedXadd, 30.0,
              Peer.claimedBlocking, 25.0));

  @Test
  void theCheapestOfTheClaimedQueuesIsThatOfThisTable() {
    assertThat(table.cheapestClaimed()).isEqualTo(Peer.claimedBlocking);
  }

  @Test
  void saysHowManyTimesCheaperOneIsThanTheOther() {
    assertThat(table.timesCheaper(Peer.trashThread, Peer.executor)).isEqualTo(4.5);
  }

  @Test
  void theTrashQueueIsForOneThread() {
    assertThat(BurstKind.twoThreads.peers()).doesNotContain(Peer.trashQueue);
    assertThat(BurstKind.oneThread.peers()).contains(Peer.trashQueue);
  }

  @Test
  void everyTableHasWhatTheGoalsCompare() {
    assertThat(EnumSet.allOf(BurstKind.class))
        .allSatisfy(kind ->
            assertThat(kind.peers())
                .contains(
                    Peer.trashThread,
                    Peer.executor,
                    Peer.claimedXadd,
                    Peer.claimedArray,
                    Peer.claimedLinked,
                    Peer.claimedBlocking));
  }
}
