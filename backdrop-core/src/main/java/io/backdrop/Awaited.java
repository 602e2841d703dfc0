package io.backdrop;

import java.util.List;

/** Something that runs, and that one thread waits for. For that thread alone. */
@FunctionalInterface
interface Awaited {

  /** Whether it has come to its end; or was given up, so that nobody is to wait for it. */
  boolean isOver();

  /** Whether all of them have; forgets those that have. */
  static boolean areOver(List<Awaited> all) {
    all.removeIf(Awaited::isOver);
    return all.isEmpty();
  }
}
