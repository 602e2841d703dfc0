package io.backdrop;

import java.lang.ref.Cleaner.Cleanable;
import org.jspecify.annotations.Nullable;

/** Who looks after the handles on a value. Decided once for each value, when it is wrapped. */
interface Watcher {

  /** Wraps a value that has one handle. */
  default <T> LinkedDisposal<T> disposal(
      T value, Disposer<? super T> disposer, BackdropStrategy strategy) {
    return new TrackedDisposal<>(new LinkedDisposal<>(value, disposer, strategy), this);
  }

  /** Wraps a value that may have several handles. */
  default <T> SharedDisposal<T> shared(
      T value, Disposer<? super T> disposer, BackdropStrategy strategy) {
    return new TrackedSharedDisposal<>(value, disposer, strategy, this);
  }

  /** Whether a handle is to be watched that comes after so many on the same value. */
  default boolean wants(int handlesBefore) {
    return true;
  }

  /** Records where something happens to a handle, or not. */
  @Nullable Trace trace(String what, Class<?> type);

  /** Begins to watch a handle, until what is returned says that it has ended. */
  Cleanable watch(Trail trail, Watch watch);
}
