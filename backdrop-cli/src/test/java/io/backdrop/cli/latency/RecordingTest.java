package io.backdrop.cli.latency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordingTest {

  private final Recording recording = new Recording(3, 100);

  @Test
  void aLatencyIsFromWhenTheRequestWasDue() {
    recording.record(50, 57);

    assertThat(recording.latencies().getMaxValue()).isEqualTo(7);
    assertThat(recording.end()).isEqualTo(57);
  }

  @Test
  void itEndsWhenTheServerIsFreeAgain() {
    recording.record(50, 57);
    recording.recordFree(80);

    assertThat(recording.end()).isEqualTo(80);
  }

  @Test
  void theWorstOfEachPieceOfTimeIsThatOfTheRequestsThatWereDueInIt() {
    recording.record(10, 15);
    recording.record(20, 500);
    recording.record(30, 505);
    recording.record(250, 510);

    assertThat(recording.worst()).containsExactly(480, 0, 260);
  }

  @Test
  void whatOtherServersHaveRecordedIsAdded() {
    var other = new Recording(3, 100);
    recording.record(10, 15);
    recording.record(110, 140);
    other.record(20, 29);
    other.record(120, 125);

    recording.add(other);

    assertThat(recording.latencies().getTotalCount()).isEqualTo(4);
    assertThat(recording.worst()).containsExactly(9, 30, 0);
    assertThat(recording.end()).isEqualTo(140);
  }
}
