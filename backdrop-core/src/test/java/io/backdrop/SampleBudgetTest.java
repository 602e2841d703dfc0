package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SampleBudgetTest {

  private final AtomicLong clock = new AtomicLong();
  private final SampleBudget budget = new SampleBudget(clock::get);

  @Test
  void beginsWithOneHundred() {
    assertThat(usedUpAfter()).isEqualTo(100);
  }

  @Test
  void isRenewedByOneForEachHundredthOfASecondAndOneMore() {
    usedUpAfter();
    clock.addAndGet(Duration.ofSeconds(3).toNanos());

    budget.renew();

    assertThat(usedUpAfter()).isEqualTo(301);
  }

  @Test
  void isRenewedForOneMinuteAtTheMost() {
    usedUpAfter();
    clock.addAndGet(Duration.ofHours(8).toNanos());

    budget.renew();

    assertThat(usedUpAfter()).isEqualTo(6_001);
  }

  @Test
  void isRenewedForTheTimeSinceItLastWas() {
    clock.addAndGet(Duration.ofHours(8).toNanos());
    budget.renew();
    clock.addAndGet(Duration.ofSeconds(1).toNanos());

    budget.renew();

    assertThat(usedUpAfter()).isEqualTo(101);
  }

  @Test
  void whatWasNotUsedIsNotKept() {
    budget.renew();

    assertThat(usedUpAfter()).isEqualTo(1);
  }

  @Test
  void whatIsTakenBeyondItIsNotMissedLater() {
    usedUpAfter();
    for (int i = 0; i < 50; i++) {
      budget.useUp();
    }
    clock.addAndGet(Duration.ofSeconds(1).toNanos());

    budget.renew();

    assertThat(usedUpAfter()).isEqualTo(101);
  }

  private int usedUpAfter() {
    int taken = 1;
    while (!budget.useUp()) {
      taken++;
    }
    return taken;
  }
}
