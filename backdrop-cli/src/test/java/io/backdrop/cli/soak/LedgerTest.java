package io.backdrop.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a ledger takes for an end, and what for a fault. */
class LedgerTest {

  private static final int VALUE = 3;

  private final Faults faults = new Faults();
  private final Ledger ledger = new Ledger(10, faults);

  @BeforeEach
  void open() {
    ledger.made(VALUE, ValueKind.PLAIN);
  }

  private Balance balance() {
    return ledger.balance();
  }

  @Test
  void oneEndIsAsItShouldBe() {
    ledger.released(VALUE);

    assertThat(balance()).isEqualTo(new Balance(1, 1, 0, 0, 0, 0, 0, 0));
    assertThat(faults.isEmpty()).isTrue();
    assertThat(ledger.isSettled(0)).isTrue();
  }

  @Test
  void toBeTakenBackOrLeftIsAnEndAsWell() {
    ledger.made(4, ValueKind.PLAIN);
    ledger.takenBack(VALUE);
    ledger.left(4);

    assertThat(balance()).isEqualTo(new Balance(2, 0, 1, 1, 0, 0, 0, 0));
    assertThat(faults.isEmpty()).isTrue();
  }

  @Test
  void whatHasNoEndIsLost() {
    assertThat(ledger.isSettled(0)).isFalse();
    assertThat(balance().lost()).isEqualTo(1);
    assertThat(faults.lines()).singleElement().asString().contains("value 3 (plain): released 0");
  }

  @Test
  void whatIsReleasedTwiceIsNotMadeUpForByWhatIsLost() {
    ledger.made(4, ValueKind.SLOW);
    ledger.released(4);
    ledger.released(4);

    assertThat(balance().difference()).isEqualTo(2);
    assertThat(faults.lines())
        .anySatisfy(fault -> assertThat(fault).contains("value 3 (plain): released 0 times"))
        .anySatisfy(fault -> assertThat(fault).contains("value 4 (slow): released 2 times"));
  }

  @Test
  void whatIsReleasedAfterItWasTakenBackHasTwoEnds() {
    ledger.takenBack(VALUE);
    ledger.released(VALUE);

    assertThat(balance().twice()).isEqualTo(1);
  }

  @Test
  void aFailureThatNobodyIsToldOfIsAFault() {
    ledger.thrown(VALUE);
    ledger.released(VALUE);

    assertThat(ledger.isSettled(0)).isFalse();
    assertThat(balance().difference()).isEqualTo(1);
    assertThat(faults.lines()).singleElement().asString().contains("failed 1 times, seen 0 times");
  }

  @Test
  void aFailureToldOfTwiceIsAFault() {
    ledger.thrown(VALUE);
    ledger.released(VALUE);
    ledger.seen(VALUE);
    ledger.seen(VALUE);

    assertThat(balance().difference()).isEqualTo(1);
    assertThat(faults.isEmpty()).isFalse();
  }

  @Test
  void whatIsReleasedAndWasNeverMadeIsAFault() {
    ledger.released(VALUE);
    ledger.released(9);

    balance();

    assertThat(faults.lines()).singleElement().asString().contains("value 9");
  }

  @Test
  void whatIsReleasedAgainAfterItWasAddedUpIsAFault() {
    ledger.released(VALUE);
    balance();

    ledger.released(VALUE);

    assertThat(faults.lines())
        .singleElement()
        .asString()
        .contains("after the end of its round", "released 2 times");
  }

  @Test
  void whatIsReleasedMoreOftenThanAnEntryCanCountDoesNotPassAsTakenBack() {
    for (int i = 0; i < 16; i++) {
      ledger.released(VALUE);
    }
    balance();

    assertThat(faults.isEmpty()).isFalse();
  }

  @Test
  void ofManyFaultsTheFirstAreToldAndTheOthersCounted() {
    for (int i = 0; i < 10; i++) {
      ledger.made(i, ValueKind.PLAIN);
    }
    balance();
    balance();

    assertThat(faults.lines()).hasSize(11).last().asString().isEqualTo("and 10 more");
  }
}
