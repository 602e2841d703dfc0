package io.backdrop.cli;

import io.backdrop.cli.common.Failure;
import io.backdrop.cli.common.Named;
import io.backdrop.cli.latency.Strategy;
import io.backdrop.cli.payload.PayloadKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Words of the command line as values, or a message that says which words would do. */
final class Converters {

  private Converters() {}

  /** Of any length, so that a number which is far too large is called that. */
  static final class Count implements ITypeConverter<BigInteger> {

    @Override
    public BigInteger convert(String word) {
      if (!word.matches("\\+?0*[1-9]\\d*")) {
        throw new TypeConversionException(
            "'%s' is not a whole number of 1 or more".formatted(word));
      }
      return new BigInteger(word);
    }
  }

  /** Zero where it is as many as possible. */
  static final class Rate implements ITypeConverter<BigInteger> {

    @Override
    public BigInteger convert(String word) {
      return word.equals("max") ? BigInteger.ZERO : new Count().convert(word);
    }
  }

  static final class Seed implements ITypeConverter<Long> {

    @Override
    public Long convert(String word) {
      try {
        return Long.valueOf(word);
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            "'%s' is not a seed; give a whole number, such as one that a soak has printed"
                .formatted(word));
      }
    }
  }

  static final class PayloadName implements ITypeConverter<PayloadKind> {

    @Override
    public PayloadKind convert(String word) {
      return find(word, PayloadKind.values());
    }
  }

  static final class RowName implements ITypeConverter<Row> {

    @Override
    public Row convert(String word) {
      return find(word, Row.values());
    }
  }

  static final class StrategyName implements ITypeConverter<Strategy> {

    @Override
    public Strategy convert(String word) {
      return find(word, Strategy.values());
    }
  }

  static final class FileName implements ITypeConverter<Path> {

    @Override
    public Path convert(String word) {
      try {
        return Path.of(word);
      } catch (InvalidPathException e) {
        throw new TypeConversionException(
            "'%s' is not the name of a file: %s".formatted(word, Failure.reason(e)));
      }
    }
  }

  /** In seconds, where no unit is given. */
  static final class Time implements ITypeConverter<Duration> {

    private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(ms|s|)");

    @Override
    public Duration convert(String word) {
      var matcher = TIME.matcher(word);
      if (!matcher.matches()) {
        throw new TypeConversionException(
            "'%s' is not a time; give one such as 500ms or 2s".formatted(word));
      }
      var seconds = new BigDecimal(matcher.group(1));
      var nanos = seconds.movePointRight(matcher.group(2).equals("ms") ? 6 : 9);
      return Duration.ofNanos(nanos.longValue());
    }
  }

  private static <T extends Named> T find(String word, T[] constants) {
    try {
      return Named.find(word, constants);
    } catch (IllegalArgumentException unknown) {
      throw new TypeConversionException(unknown.getMessage());
    }
  }
}
