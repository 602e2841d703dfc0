package io.backdrop;

import org.jspecify.annotations.Nullable;

/**
 * A disposal whose disposer is {@link Weighed}. It has a class of its own for the sake of those
 * that are not: a hand-off sees from the class alone, which it has at hand, that it need not ask
 * the disposer.
 */
final class WeighedDisposal<T> extends ClaimableDisposal<T> {

  WeighedDisposal(T value, Disposer<? super T> disposer, @Nullable BackdropStrategy strategy) {
    super(value, disposer, strategy);
  }
}
