package io.backdrop;

import java.util.HashMap;
import java.util.Map;

/** Adds up a {@link Residue}. For one thread. */
final class ResidueCount {

  private final Map<Class<?>, Long> types = new HashMap<>();
  private long count;
  private long bytes;

  void add(Disposal disposal, long weight) {
    count++;
    bytes += weight;
    types.merge(disposal.type(), 1L, Long::sum);
  }

  void add(ResidueCount more) {
    count += more.count;
    bytes += more.bytes;
    more.types.forEach((type, number) -> types.merge(type, number, Long::sum));
  }

  long count() {
    return count;
  }

  Residue total() {
    return new Residue(count, bytes, types);
  }
}
