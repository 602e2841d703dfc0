package io.backdrop.cli.soak;

/**
 * How often each of some things happened. For one thread, and others once that is done.
 *
 * @param <E> the things
 */
@SuppressWarnings("EnumOrdinal") // It goes no further than this array.
final class Counts<E extends Enum<E> & Labelled> {

  private final E[] things;
  private final long[] counts;

  Counts(E[] things) {
    this.things = things;
    this.counts = new long[things.length];
  }

  void add(E thing) {
    counts[thing.ordinal()]++;
  }

  void add(E thing, long times) {
    counts[thing.ordinal()] += times;
  }

  void addAll(Counts<E> others) {
    for (var thing : things) {
      add(thing, others.of(thing));
    }
  }

  long of(E thing) {
    return counts[thing.ordinal()];
  }

  E[] things() {
    return things.clone();
  }
}
