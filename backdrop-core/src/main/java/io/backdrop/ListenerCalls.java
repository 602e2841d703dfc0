package io.backdrop;

import java.util.function.LongSupplier;

/** Tells a {@link TrashListener}; here there is none. Any thread may tell. */
sealed class ListenerCalls {

  static final ListenerCalls NONE = new ListenerCalls();

  /** When a disposal begins; to be given to {@link #disposed}. */
  long begin() {
    return 0;
  }

  void disposed(Class<?> type, long weight, long began) {}

  void retrying(Class<?> type, long pause) {}

  void full(ClaimableDisposal<?> disposal) {}

  void abandoned(Residue residue) {}

  void failed(Class<?> type, Throwable thrown) {}

  static final class ToListener extends ListenerCalls {

    private final TrashListener listener;
    private final LongSupplier nanoTime;

    ToListener(TrashListener listener, LongSupplier nanoTime) {
      this.listener = listener;
      this.nanoTime = nanoTime;
      HandlerCalls.prepare();
    }

    @Override
    long begin() {
      return nanoTime.getAsLong();
    }

    // No lambda below: where memory ends, the listener fails and not the thread that tells it.

    @Override
    void disposed(Class<?> type, long weight, long began) {
      try {
        listener.disposed(type, weight, nanoTime.getAsLong() - began);
      } catch (Throwable failure) {
        HandlerCalls.failed(listener, failure);
      }
    }

    @Override
    void retrying(Class<?> type, long pause) {
      try {
        listener.retrying(type, pause);
      } catch (Throwable failure) {
        HandlerCalls.failed(listener, failure);
      }
    }

    @Override
    void full(ClaimableDisposal<?> disposal) {
      try {
        listener.full(disposal.type(), disposal.weight());
      } catch (Throwable failure) {
        HandlerCalls.failed(listener, failure);
      }
    }

    @Override
    void abandoned(Residue residue) {
      try {
        if (residue.count() > 0) {
          listener.abandoned(residue);
        }
      } catch (Throwable failure) {
        HandlerCalls.failed(listener, failure);
      }
    }

    @Override
    void failed(Class<?> type, Throwable thrown) {
      try {
        listener.failed(type, thrown);
      } catch (Throwable failure) {
        HandlerCalls.failed(listener, failure);
      }
    }
  }
}
