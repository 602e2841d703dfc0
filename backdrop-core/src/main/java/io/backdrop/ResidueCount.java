package io.backdrop;

import java.util.HashMap;
import java.util.Map;

/** Adds up a {@link Residue}. For one thread. */
final class ResidueCount {

  private final Isolation isolation;
  private final Map<Class<?>, Long> types = new HashMap<>();
  private long count;
  private long bytes;

  ResidueCount(Isolation isolation) {
    this.isolation = isolation;
  }

  /** Returns what it weighs. */
  long add(Disposal disposal) {
    long weight = weigh(disposal);
    add(disposal, weight);
    return weight;
  }

  long weigh(Disposal disposal) {
    return isolation.weigh(disposal);
  }

  /** A mark on its way through the queue is nobody's value. */
  void add(Disposal disposal, long weight) {
    if (!FlushMark.isOne(disposal)) {
      count++;
      bytes += weight;
      types.merge(disposal.type(), 1L, Long::sum);
    }
  }

  Residue total() {
    return new Residue(count, bytes, types);
  }
}
