package io.backdrop;

import java.util.HashMap;
import java.util.Map;

/** Adds up a {@link Residue}. For one thread. */
final class ResidueCount {

  private final Map<Class<?>, Long> types = new HashMap<>();
  private long count;
  private long bytes;

  void add(Disposal disposal) {
    count++;
    types.merge(disposal.type(), 1L, Long::sum);
  }

  void addBytes(long more) {
    bytes += more;
  }

  long count() {
    return count;
  }

  /** Not less than nothing, where two have run the same one as one went past the other. */
  long bytes() {
    return Math.max(0, bytes);
  }

  Residue total() {
    return new Residue(count, bytes(), types);
  }
}
