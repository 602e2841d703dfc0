package io.backdrop.jmh.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.jmh.HandOffAfterIdle.Idle;
import io.backdrop.jmh.peer.Peer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleTableTest {

  @TempDir Path folder;

  @Test
  void aPercentileNeedsTenSamplesAboveIt() {
    assertThat(MadeUp.idle(Peer.leak, 10_000, 30).supports(99.9)).isTrue();
    assertThat(MadeUp.idle(Peer.leak, 9_999, 30).supports(99.9)).isFalse();
    assertThat(MadeUp.idle(Peer.leak, 1_000, 30).supports(99)).isTrue();
    assertThat(MadeUp.idle(Peer.leak, 999, 30).supports(99)).isFalse();
    assertThat(MadeUp.idle(Peer.leak, 20, 30).supports(50)).isTrue();
  }

  @Test
  void saysWhatIsAboveEmpty() {
    assertThat(table(1_000).above(Peer.leak, 50)).isEqualTo(30);
  }

  @Test
  void whatTheSamplesDoNotSupportIsLeftOut() throws Exception {
    assertThat(Printed.by(folder, table(1_000)::print))
        .anySatisfy(
            line -> assertThat(line).matches("leak +1000 +50 \\(\\+30\\) +50 \\(\\+30\\) +–"));
  }

  @Test
  void showsHowFarTheMediansOfTheJvmsAreApart() {
    var row = MadeUp.idle(Peer.leak, MadeUp.samples(10, 30), MadeUp.samples(10, 170));
    assertThat(row.spread()).isEqualTo("30–170");
    assertThat(MadeUp.idle(Peer.leak, 10, 30).spread()).isEmpty();
  }

  private static IdleTable table(int samples) {
    var empty = MadeUp.idle(Peer.empty, samples, 20);
    var leak = MadeUp.idle(Peer.leak, samples, 50);
    return new IdleTable(Idle.ms2, false, List.of(empty, leak));
  }
}
