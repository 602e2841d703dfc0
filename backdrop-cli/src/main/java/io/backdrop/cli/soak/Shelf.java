package io.backdrop.cli.soak;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Handles within reach of all threads. Whoever takes one in the hand does not take it away, so that
 * several do different things with it at the same time.
 *
 * @param <T> the type of the handles
 */
final class Shelf<T> {

  private final AtomicReferenceArray<@Nullable T> places;

  Shelf(int size) {
    places = new AtomicReferenceArray<>(size);
  }

  /** One of them; null where the place is empty. */
  @Nullable T any(SplittableRandom random) {
    return places.get(random.nextInt(places.length()));
  }

  /** Puts one there; returns what has been there, for the caller to close. */
  @Nullable T put(T handle, SplittableRandom random) {
    return places.getAndSet(random.nextInt(places.length()), handle);
  }

  /** Takes all of them away. */
  void drain(Consumer<? super T> action) {
    for (int i = 0; i < places.length(); i++) {
      var handle = places.getAndSet(i, null);
      if (handle != null) {
        action.accept(handle);
      }
    }
  }
}
