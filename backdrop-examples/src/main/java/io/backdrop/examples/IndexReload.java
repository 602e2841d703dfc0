package io.backdrop.examples;

import io.backdrop.Arc;
import io.backdrop.ArcSwap;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import java.util.function.LongUnaryOperator;

/**
 * A service that answers from an index and reloads it while it runs: requests go on with the
 * version that they began with, and the memory of a version is freed elsewhere, when its last
 * request is done.
 */
public final class IndexReload implements AutoCloseable {

  private static final Disposer<OffHeapIndex> DISPOSER =
      Disposer.<OffHeapIndex>closing().weighing(OffHeapIndex::byteSize);

  private final BackdropStrategy trash;
  private final ArcSwap<OffHeapIndex> current;

  /** Begins with a first version; versions are released where the strategy says. */
  public IndexReload(OffHeapIndex first, BackdropStrategy trash) {
    this.trash = trash;
    this.current = new ArcSwap<>(Arc.of(first, DISPOSER, trash));
  }

  /** Adds up the values of two keys, both from the same version. */
  public long answer(long key, long other) {
    try (var index = current.load()) {
      return index.get().lookUp(key).orElseThrow() + index.get().lookUp(other).orElseThrow();
    }
  }

  /**
   * Builds a new version beside the current one, then lets all further requests use it.
   *
   * @throws IllegalStateException when this has been closed
   */
  public void reload(int size, LongUnaryOperator valueOf) {
    try (var next = Arc.of(OffHeapIndex.build(size, valueOf), DISPOSER, trash)) {
      current.store(next); // It consumes the handle, unless it throws.
    }
  }

  /** Lets go of the last version. */
  @Override
  public void close() {
    current.close();
  }
}
