package io.backdrop;

import static java.util.Objects.requireNonNull;

import io.backdrop.IncrementalDisposer.Release;
import org.jspecify.annotations.Nullable;

/**
 * The release of a value by any disposer, in steps. Does not call the disposer before the first of
 * them.
 */
final class Steps {

  private Steps() {}

  /** The steps of an incremental disposer, the first of which begins; the only one of any other. */
  static <T> Release of(Disposer<? super T> disposer, T value) {
    return disposer instanceof IncrementalDisposer<? super T> incremental
        ? new Incremental<>(incremental, value)
        : () -> {
          disposer.dispose(value);
          return false;
        };
  }

  /** For the one thread that takes the steps. */
  private static final class Incremental<T> implements Release {

    private final IncrementalDisposer<? super T> disposer;

    /** Null once begun: what is released need not be kept. */
    private @Nullable T value;

    /** Null until begun. */
    private @Nullable Release begun;

    Incremental(IncrementalDisposer<? super T> disposer, T value) {
      this.disposer = disposer;
      this.value = value;
    }

    @Override
    public boolean step() throws Exception {
      if (begun != null) {
        return begun.step();
      }
      begun = begin(requireNonNull(value));
      value = null;
      return true;
    }

    @Override
    public double progress() {
      return begun == null ? 0 : begun.progress();
    }

    /**
     * Allocates nothing once the disposer has begun: if that failed, nobody would finish the
     * release.
     */
    private Release begin(T from) throws Exception {
      var release = disposer.begin(from);
      if (release == null) {
        throw new NullPointerException(
            disposer + " began with null; return the steps, at least one that does nothing");
      }
      return release;
    }
  }
}
