package io.backdrop.cli;

import java.math.BigInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Options that are words of the right kind, and yet not possible. */
final class Refusal {

  private Refusal() {}

  /** What the check returns; when it throws an IllegalArgumentException, the command is refused. */
  static <T extends @Nullable Object> T orRefuse(CommandSpec spec, Supplier<T> check) {
    try {
      return check.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /**
   * The number.
   *
   * @throws IllegalArgumentException when it is more than that
   */
  static long atMost(String option, BigInteger number, long most) {
    if (number.compareTo(BigInteger.valueOf(most)) > 0) {
      throw new IllegalArgumentException(
          "%s %s is too many; give at most %d".formatted(option, number, most));
    }
    return number.longValueExact();
  }
}
