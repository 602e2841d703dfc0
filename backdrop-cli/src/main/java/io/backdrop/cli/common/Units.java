package io.backdrop.cli.common;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Figures for people: three significant digits and a unit. */
public final class Units {

  private static final String[] TIMES = {"ns", "µs", "ms", "s"};
  private static final String[] COUNTS = {"", "k", "M", "G"};
  private static final String[] BYTES = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB"};

  private Units() {}

  /** A time, such as {@code 1.23 µs}; at most 7 characters below a thousand seconds. */
  public static String time(long nanos) {
    return nanos < 1000 ? nanos + " ns" : scaled((double) nanos, 1000, TIMES, " ");
  }

  /** A ratio, such as {@code 98.7k×}. */
  public static String ratio(double ratio) {
    return scaled(ratio, 1000, COUNTS, "") + "×";
  }

  /** An amount of memory, such as {@code 1.50 GiB}. */
  public static String bytes(double bytes) {
    return scaled(bytes, 1024, BYTES, " ");
  }

  private static String scaled(double figure, int step, String[] units, String space) {
    int unit = 0;
    double scaled = figure;
    while (scaled >= step - 0.5 && unit < units.length - 1) {
      scaled /= step;
      unit++;
    }
    return threeDigits(scaled) + space + units[unit];
  }

  /** Rounds the exact binary figure, as browsers do: a page shows the same as a table. */
  private static String threeDigits(double figure) {
    if (Double.isInfinite(figure)) {
      return "Infinity"; // What a size of four hundred digits would take is told as well.
    }
    int decimals = figure < 9.995 ? 2 : figure < 99.95 ? 1 : 0;
    return new BigDecimal(figure).setScale(decimals, RoundingMode.HALF_UP).toString();
  }
}
