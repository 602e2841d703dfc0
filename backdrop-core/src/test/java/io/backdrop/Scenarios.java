package io.backdrop;

/** How many scenarios Lincheck makes up and checks: a few in every build, more when asked for. */
final class Scenarios {

  static final int CHECKED = Integer.getInteger("lincheck.iterations", 2);

  private Scenarios() {}
}
