package io.backdrop;

import java.util.concurrent.atomic.AtomicReference;

/**
 * What an {@link ArcSwap} would be with one mistake in it. Its shares are those of real {@link
 * Arc}s.
 */
class WeakSwap {

  final AtomicReference<SharedDisposal<Object>> current;

  WeakSwap(Arc<Object> content) {
    current = new AtomicReference<>(content.shared);
  }

  Arc<Object> load() {
    while (true) {
      var version = current.get();
      if (version.tryRetain()) {
        return new Arc<>(version);
      }
    }
  }

  Arc<Object> swap(Arc<Object> updated) {
    return new Arc<>(current.getAndSet(updated.shared));
  }

  void store(Arc<Object> updated) {
    swap(updated).close();
  }

  void close() {
    current.get().release();
  }

  /** Takes a share of what it read, and does not ask whether there was one to be had. */
  static final class AddsBlindly extends WeakSwap {
    AddsBlindly(Arc<Object> content) {
      super(content);
    }

    @Override
    Arc<Object> load() {
      var version = current.get();
      version.tryRetain();
      return new Arc<>(version);
    }
  }

  /** Reads what is there, and only then replaces it. */
  static final class ReadsThenStores extends WeakSwap {
    ReadsThenStores(Arc<Object> content) {
      super(content);
    }

    @Override
    Arc<Object> swap(Arc<Object> updated) {
      var before = new Arc<>(current.get());
      current.set(updated.shared);
      return before;
    }
  }

  /** Compares, and only then sets. */
  static final class ComparesThenSets extends WeakSwap {
    ComparesThenSets(Arc<Object> content) {
      super(content);
    }

    boolean compareAndSet(Arc<Object> expected, Arc<Object> updated) {
      if (current.get() != expected.shared) {
        return false;
      }
      store(updated);
      return true;
    }
  }
}
