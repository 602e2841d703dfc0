package io.backdrop.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Residue;
import io.backdrop.TrashStatistics;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether what a listener was told of is what the statistics say. */
class ListenerCheckTest {

  private final Faults faults = new Faults();
  private final ListenerCheck check = new ListenerCheck(faults);

  /** So many handed off, and so many of them failed. */
  private void balance(long handedOff, long failed) {
    var last =
        new TrashStatistics(
            handedOff,
            handedOff,
            failed,
            0,
            0,
            0,
            0,
            0,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO);
    check.balance(last, () -> "trash");
  }

  @Test
  void beingToldOfEachIsRight() {
    check.failed(String.class, new Exception("on purpose"));
    check.disposed(String.class, 0, 1);
    check.disposed(String.class, 0, 1);

    balance(2, 1);

    assertThat(faults.isEmpty()).isTrue();
  }

  @Test
  void notBeingToldOfOneIsWrong() {
    check.disposed(String.class, 0, 1);

    balance(2, 0);

    assertThat(faults.lines()).singleElement().asString().contains("told of 1 disposed");
  }

  @Test
  void notBeingToldOfWhatAResidueToldOfIsRight() {
    check.disposed(String.class, 0, 1);
    check.abandoned(new Residue(1, 0, Map.of(String.class, 1L)));

    balance(2, 0);

    assertThat(faults.isEmpty()).isTrue();
  }

  @Test
  void notBeingToldOfAFailureIsWrong() {
    check.disposed(String.class, 0, 1);

    balance(1, 1);

    assertThat(faults.lines()).singleElement().asString().contains("0 failed");
  }
}
