package io.backdrop.cli.soak;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A bag of things to draw from.
 *
 * @param <T> the things
 */
final class Mix<T> {

  private final Object[] bag;

  private Mix(Object[] bag) {
    this.bag = bag;
  }

  /** A bag with one of each. */
  static <T> Mix<T> of(List<T> things) {
    return new Mix<>(things.toArray());
  }

  /** A bag of that size: each of the few once, and the usual one in all other places. */
  static <T> Mix<T> mostly(T usual, List<T> few, int size) {
    var bag = new Object[Math.max(size, few.size())];
    Arrays.fill(bag, usual);
    for (int i = 0; i < few.size(); i++) {
      bag[i] = few.get(i);
    }
    return new Mix<>(bag);
  }

  static <T> T oneOf(T[] things, SplittableRandom random) {
    return things[random.nextInt(things.length)];
  }

  @SuppressWarnings("unchecked") // Nothing else is put in.
  T draw(SplittableRandom random) {
    return (T) bag[random.nextInt(bag.length)];
  }

  @SuppressWarnings("unchecked")
  List<T> things() {
    return (List<T>) List.of(bag);
  }
}
