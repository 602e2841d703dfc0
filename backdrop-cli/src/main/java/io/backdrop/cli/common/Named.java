package io.backdrop.cli.common;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A constant that is chosen by name on the command line. */
public interface Named {

  /** What users type. */
  String id();

  /**
   * The constant of that name.
   *
   * @throws IllegalArgumentException that lists the known names
   */
  static <T extends Named> T find(String id, T[] constants) {
    for (var constant : constants) {
      if (constant.id().equals(id)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "'%s' is not known; give one of %s".formatted(id, list(constants)));
  }

  /** The names, in order. */
  static String list(Named[] constants) {
    return Arrays.stream(constants).map(Named::id).collect(Collectors.joining(", "));
  }
}
