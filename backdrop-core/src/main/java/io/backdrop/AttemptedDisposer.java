package io.backdrop;

import org.jspecify.annotations.Nullable;

/**
 * Releases a value in attempts, which whoever runs it may make one at a time: so the value does not
 * keep others waiting in between. A class, since each disposal that runs is tested for it, and the
 * test that a disposer is none takes longer for an interface.
 */
abstract sealed class AttemptedDisposer<T> implements Disposer<T>
    permits Retrying, AbandonedDisposal.Attempting {

  /** Makes one attempt; returns the next one and what is to be waited before, if there is one. */
  abstract @Nullable Retry attempt(T value) throws Exception;
}
