package io.backdrop;

import org.jspecify.annotations.Nullable;

/**
 * Collects what several releases threw: the first to be thrown, the others suppressed in it. For
 * one thread at a time.
 */
final class Failures {

  /** So many tell what is wrong; five million would take the memory that is being released. */
  private static final int MOST_SUPPRESSED = 100;

  private @Nullable Throwable first;
  private long others;

  /** How many more the first can take: one that is thrown over and over may be full. */
  private int room;

  private boolean interrupted;

  /** Where memory has ended, it may be left out: what is to be released next matters more. */
  void add(Throwable failure) {
    interrupted |= failure instanceof InterruptedException;
    try {
      collect(failure);
    } catch (OutOfMemoryError leftOut) {
      // As said above.
    }
  }

  @SuppressWarnings("ReferenceEquality") // A throwable cannot be suppressed in itself.
  private void collect(Throwable failure) {
    if (first == null) {
      first = failure;
      room = MOST_SUPPRESSED - failure.getSuppressed().length;
    } else if (others++ < room && failure != first) {
      first.addSuppressed(failure);
    }
  }

  /** As {@link #throwFirst}, where none can be a checked one. */
  void throwUnchecked() {
    try {
      throwFirst();
    } catch (RuntimeException unchecked) {
      throw unchecked;
    } catch (Exception checked) {
      throw new IllegalStateException(checked);
    }
  }

  /** Throws the first failure, if any; an interrupt among them sets the thread's flag again. */
  void throwFirst() throws Exception {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (first == null) {
      return;
    }
    if (room > 0 && others > room) {
      first.addSuppressed(new IllegalStateException("and " + (others - room) + " more failures"));
    }
    if (first instanceof Error error) {
      throw error;
    }
    throw first instanceof Exception exception ? exception : new IllegalStateException(first);
  }
}
