package io.backdrop;

import org.jspecify.annotations.Nullable;

/**
 * A disposal whose disposer is {@link Weighed}. It is a class of its own for those that are not: a
 * hand-off sees from their class alone, which it has at hand, that it need not ask the disposer.
 */
final class WeighedDisposal<T> extends ClaimableDisposal<T> {

  WeighedDisposal(T value, Disposer<? super T> disposer, @Nullable BackdropStrategy strategy) {
    super(value, disposer, strategy);
  }
}
