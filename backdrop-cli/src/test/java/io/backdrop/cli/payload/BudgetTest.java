package io.backdrop.cli.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigInteger;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BudgetTest {

  private static final double MIB = 1024 * 1024;
  private static final String OTHERWISE = "do something else";

  private final Budget budget = new Budget(64 * MIB, 512 * MIB, 4 * MIB, Path.of("/tmp"));

  @Test
  void aSizeThatFitsIsTaken() {
    assertThat(
            budget.check(
                "--size", BigInteger.valueOf(1_000_000), 1, PayloadKind.STRINGS, OTHERWISE))
        .isEqualTo(1_000_000);
  }

  @Test
  void aSizeThatTheHeapCannotHoldIsRefusedWithBothFigures() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            budget.check(
                "--size", BigInteger.valueOf(10_000_000), 1, PayloadKind.STRINGS, OTHERWISE))
        .withMessageContainingAll(
            "--size 10000000", "305 MiB of heap", "305 MiB of other memory", "64.0 MiB", "512 MiB");
  }

  @Test
  void memoryOutsideOfTheHeapCountsToo() {
    var little = new Budget(1e12, 64 * MIB, 0, Path.of("/tmp"));

    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            little.check(
                "--size", BigInteger.valueOf(2_000_000), 1, PayloadKind.STRINGS, OTHERWISE))
        .withMessageContaining("64.0 MiB is available in all");
  }

  @Test
  void filesNeedDisk() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            budget.check("--size", BigInteger.valueOf(1_000_000), 1, PayloadKind.FILES, OTHERWISE))
        .withMessageContainingAll("3.81 GiB of disk", "/tmp has 4.00 MiB free");
  }

  @Test
  void noSizeIsTooLongToBeRefused() {
    var enormous = new BigInteger("9".repeat(400));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> budget.check("--size", enormous, 1, PayloadKind.STRINGS, OTHERWISE))
        .withMessageContaining("is too large");
  }

  @Test
  void noArrayIsAskedForThatTheJvmCannotMake() {
    var endless = new Budget(1e18, 1e18, 1e18, Path.of("/tmp"));

    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            endless.check(
                "--size", BigInteger.valueOf(Integer.MAX_VALUE), 1, PayloadKind.STRINGS, OTHERWISE))
        .withMessageEndingWith("give at most 2147483639");
  }

  @ParameterizedTest
  @EnumSource
  void theSizeThatIsSuggestedIsTaken(PayloadKind kind) {
    takesWhatItSuggests(1, kind);
  }

  @ParameterizedTest
  @EnumSource
  void theSizeThatIsSuggestedForSeveralIsTaken(PayloadKind kind) {
    takesWhatItSuggests(9, kind);
  }

  private void takesWhatItSuggests(int payloads, PayloadKind kind) {
    var refusal =
        catchThrowable(
            () -> budget.check("--size", BigInteger.valueOf(1L << 40), payloads, kind, OTHERWISE));
    var suggested = new BigInteger(refusal.getMessage().replaceAll(".* ", ""));
    var more = suggested.add(BigInteger.ONE);

    assertThat(budget.check("--size", suggested, payloads, kind, OTHERWISE)).isPositive();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> budget.check("--size", more, payloads, kind, OTHERWISE));
  }

  @Test
  void severalTakeMoreThanOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            budget.check(
                "--size", BigInteger.valueOf(1_000_000), 2_000, PayloadKind.STRINGS, OTHERWISE))
        .withMessageContainingAll("2,000 times", "59.6 GiB of heap");
  }

  @Test
  void whereNotEvenTheSmallestFitsItSaysWhatElseToDo() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> budget.check("--size", BigInteger.ONE, 3_000, PayloadKind.LUCENE, OTHERWISE))
        .withMessageEndingWith("; do something else");
  }

  @ParameterizedTest
  @EnumSource
  void theDefaultFitsThisMachine(PayloadKind kind) {
    assertThat(
            Budget.ofThisMachine()
                .check("--size", BigInteger.valueOf(kind.defaultSize()), 1, kind, OTHERWISE))
        .isEqualTo(kind.defaultSize());
  }
}
