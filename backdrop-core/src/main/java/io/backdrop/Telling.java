package io.backdrop;

import java.util.function.LongSupplier;

/** Tells a {@link TrashListener}; here there is none. Any thread may tell. */
sealed class Telling {

  static final Telling NOBODY = new Telling();

  /** When a disposal begins; to be given to {@link #disposed}. */
  long begin() {
    return 0;
  }

  void disposed(Class<?> type, long weight, long began) {}

  void retrying(Class<?> type, long pause) {}

  void full(Class<?> type, long weight) {}

  void abandoned(Residue residue) {}

  /** The failure handler that tells of failures as well. */
  FailureHandler before(FailureHandler handler) {
    return handler;
  }

  static final class Somebody extends Telling {

    private final TrashListener listener;
    private final LongSupplier nanoTime;

    Somebody(TrashListener listener, LongSupplier nanoTime) {
      this.listener = listener;
      this.nanoTime = nanoTime;
    }

    @Override
    long begin() {
      return nanoTime.getAsLong();
    }

    @Override
    void disposed(Class<?> type, long weight, long began) {
      long nanos = nanoTime.getAsLong() - began;
      Isolation.tell(() -> listener.disposed(type, weight, nanos));
    }

    @Override
    void retrying(Class<?> type, long pause) {
      Isolation.tell(() -> listener.retrying(type, pause));
    }

    @Override
    void full(Class<?> type, long weight) {
      Isolation.tell(() -> listener.full(type, weight));
    }

    @Override
    void abandoned(Residue residue) {
      if (residue.count() > 0) {
        Isolation.tell(() -> listener.abandoned(residue));
      }
    }

    @Override
    FailureHandler before(FailureHandler handler) {
      return (disposal, failure) -> {
        Isolation.tell(() -> listener.failed(disposal.type(), failure));
        handler.failed(disposal, failure);
      };
    }
  }
}
