package io.backdrop.jmh.report;

/**
 * A line of a table.
 *
 * @param name what was measured
 * @param nanos what one of it took
 * @param bytes what one of it allocated
 */
record Row(String name, double nanos, double bytes) {}
