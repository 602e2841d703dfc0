package io.backdrop.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private final Ledger ledger = new Ledger(3);

  @Test
  void itIsContentWithEachValueOnce() throws Exception {
    ledger.dispose(2);
    ledger.dispose(0);
    ledger.dispose(1);

    ledger.await();
    assertThatCode(ledger::assertEachReleasedOnce).doesNotThrowAnyException();
  }

  @Test
  void itNamesWhatItWaitedForInVain() {
    ledger.dispose(1);

    assertThatThrownBy(() -> ledger.await(Duration.ofMillis(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("2 of 3 releases are missing; not released are [0, 2]");
  }

  @Test
  void itNamesWhatIsLost() {
    ledger.dispose(0);
    ledger.dispose(2);

    assertThat(ledger.has(1)).isFalse();
    assertThatThrownBy(ledger::assertEachReleasedOnce)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("lost")
        .hasMessageContaining("[1]");
  }

  @Test
  void itNamesWhatIsReleasedTwice() {
    ledger.dispose(0);
    ledger.dispose(1);
    ledger.dispose(2);
    ledger.dispose(2);

    assertThatThrownBy(ledger::assertEachReleasedOnce)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("released more than once")
        .hasMessageContaining("[2]");
  }

  @Test
  void itRefusesANegativeNumberOfValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ledger(-1))
        .withMessageContaining("-1");
  }
}
