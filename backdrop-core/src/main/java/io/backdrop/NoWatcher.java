package io.backdrop;

import java.lang.ref.Cleaner.Cleanable;
import org.jspecify.annotations.Nullable;

/** Looks after nothing, at no cost: what it wraps is as if there were no watchers. */
enum NoWatcher implements Watcher {
  INSTANCE;

  @Override
  public <T> LinkedDisposal<T> disposal(
      T value, Disposer<? super T> disposer, BackdropStrategy strategy) {
    return new LinkedDisposal<>(value, disposer, strategy);
  }

  @Override
  public <T> SharedDisposal<T> shared(
      T value, Disposer<? super T> disposer, BackdropStrategy strategy) {
    return new SharedDisposal<>(value, disposer, strategy);
  }

  @Override
  public boolean wants(int handlesBefore) {
    return false;
  }

  @Override
  public @Nullable Trace trace(String what, Class<?> type) {
    return null;
  }

  @Override
  public Cleanable watch(Trail trail, Watch watch) {
    return () -> {};
  }
}
