package io.backdrop.cli.common;

import java.util.stream.DoubleStream;

/** The figure in the middle. */
public final class Median {

  private Median() {}

  /**
   * The middle one, or the mean of the two in the middle.
   *
   * @throws IllegalArgumentException when there are none
   */
  public static double of(DoubleStream figures) {
    var sorted = figures.sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("There are no figures; a median is of one or more");
    }
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
