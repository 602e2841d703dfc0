package io.backdrop.cli.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What does not hold: the first few of it, in words. For any thread. */
final class Faults {

  private static final int MOST = 10;

  private final List<String> first = new ArrayList<>();
  private long count;

  synchronized void add(String fault) {
    count++;
    if (first.size() < MOST) {
      first.add(fault);
    }
  }

  /** Says so unless it holds. */
  void check(boolean holds, Supplier<String> otherwise) {
    if (!holds) {
      add(otherwise.get());
    }
  }

  synchronized boolean isEmpty() {
    return count == 0;
  }

  /** A line for each of the first, and one for how many there are beside them. */
  synchronized List<String> lines() {
    var lines = new ArrayList<>(first);
    if (count > lines.size()) {
      lines.add("and %,d more".formatted(count - lines.size()));
    }
    return lines;
  }
}
