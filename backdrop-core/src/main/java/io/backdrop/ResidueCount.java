package io.backdrop;

import java.util.HashMap;
import java.util.Map;

/** Adds up a {@link Residue}. For one thread. */
final class ResidueCount {

  private final Map<Class<?>, Long> types = new HashMap<>();
  private long count;
  private long bytes;

  /** Where memory ends in here, it has not been added. */
  void add(Disposal disposal, long weight) {
    types.merge(disposal.type(), 1L, Long::sum);
    count++;
    addBytes(weight);
  }

  /** Stops at the greatest number: a sum that overflows would be less than nothing. */
  private void addBytes(long more) {
    bytes = bytes > Long.MAX_VALUE - more ? Long.MAX_VALUE : bytes + more;
  }

  void add(ResidueCount more) {
    count += more.count;
    addBytes(more.bytes);
    more.types.forEach((type, number) -> types.merge(type, number, Long::sum));
  }

  long count() {
    return count;
  }

  long bytes() {
    return bytes;
  }

  Residue total() {
    return new Residue(count, bytes, types);
  }
}
