package io.backdrop.cli.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.backdrop.cli.payload.Budget;
import io.backdrop.cli.payload.PayloadKind;
import java.math.BigInteger;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChildOptionsTest {

  private static final double MIB = 1024 * 1024;

  private static Budget withMemory(double bytes) {
    return new Budget(64 * MIB, bytes, 64 * MIB, Path.of("/tmp"));
  }

  @ParameterizedTest
  @EnumSource
  void theMostEntriesThatAreTakenFitIntoMemoryWithTheirJvm(PayloadKind kind) {
    var machine = withMemory(2_048 * MIB);
    var plan = Plans.small();
    int most = mostEntries(ChildOptions.budget(machine), plan.indexes(), kind);

    var largest =
        new Plan(
            kind,
            most,
            plan.rate(),
            plan.swapEveryNanos(),
            plan.nanos(),
            plan.warmUpNanos(),
            plan.servers());

    double offHeap = (double) most * plan.indexes() * kind.footprint().offHeap();
    assertThat(heap(largest) + offHeap).isLessThanOrEqualTo(machine.memory());
  }

  private static int mostEntries(Budget budget, int indexes, PayloadKind kind) {
    var refusal =
        catchThrowable(
            () -> budget.check("--entries", BigInteger.valueOf(1L << 50), indexes, kind, ""));
    return Integer.parseInt(refusal.getMessage().replaceAll(".* ", ""));
  }

  private static double heap(Plan plan) {
    return ChildOptions.of(plan).stream()
        .filter(option -> option.startsWith("-Xmx"))
        .mapToDouble(option -> MIB * Long.parseLong(option.replaceAll("\\D", "")))
        .sum();
  }

  @Test
  void aMachineWithoutMemoryForTheJvmAloneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChildOptions.budget(withMemory(700 * MIB)))
        .withMessageContainingAll("at least 768 MiB", "700 MiB is available");
  }
}
