package io.backdrop.cli;

import io.backdrop.cli.common.Named;
import io.backdrop.cli.payload.PayloadKind;
import java.math.BigInteger;
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

  private static <T extends Named> T find(String word, T[] constants) {
    try {
      return Named.find(word, constants);
    } catch (IllegalArgumentException unknown) {
      throw new TypeConversionException(unknown.getMessage());
    }
  }
}
