package io.backdrop;

/** How much Lincheck checks: little in every build, more when asked for. */
final class Scenarios {

  private static final String ITERATIONS = "lincheck.iterations";

  /** How many scenarios it makes up where nothing else is said. */
  static final int CHECKED = checked(2);

  private Scenarios() {}

  static int checked(int inEveryBuild) {
    return Integer.getInteger(ITERATIONS, inEveryBuild);
  }

  /** In how many orders it runs one, where there are few to be made up. */
  static int orders(int inEveryBuild) {
    return Integer.getInteger(ITERATIONS) == null ? inEveryBuild : 20 * inEveryBuild;
  }
}
