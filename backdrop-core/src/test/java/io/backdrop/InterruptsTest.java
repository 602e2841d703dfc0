package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InterruptsTest {

  @Test
  void whatAThreadHasAsItBeginsIsTaken() {
    Thread.currentThread().interrupt();

    var interrupts = new Interrupts(Thread.currentThread());

    assertThat(Thread.interrupted()).isFalse();
    assertThat(interrupts.areHurrying()).isTrue();
  }

  @Test
  void whoMakesThoseOfAThreadThatIsYetToBeStartedKeepsItsOwn() {
    Thread.currentThread().interrupt();

    var interrupts = new Interrupts(new Thread(() -> {}));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(interrupts.areHurrying()).isFalse();
  }
}
