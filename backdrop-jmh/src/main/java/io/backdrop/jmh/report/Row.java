package io.backdrop.jmh.report;

/**
 * A line of a table.
 *
 * @param name what was measured
 * @param nanos what one of it took
 * @param bytes what one of it allocated, or not a number where that was not measured
 */
record Row(String name, double nanos, double bytes) {

  /** Without what is allocated. */
  Row(String name, double nanos) {
    this(name, nanos, Double.NaN);
  }

  boolean hasBytes() {
    return !Double.isNaN(bytes);
  }
}
