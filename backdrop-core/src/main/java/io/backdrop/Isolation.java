package io.backdrop;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Runs disposals so that no failure of one reaches the next: each is counted and reported. */
sealed class Isolation {

  private final FailureHandler handler;

  /** Told before the handler. */
  private final ListenerCalls listener;

  private final AtomicLong failures;

  Isolation(FailureHandler handler) {
    this(handler, ListenerCalls.NONE);
  }

  Isolation(FailureHandler handler, ListenerCalls listener) {
    this(handler, listener, new AtomicLong());
  }

  private Isolation(FailureHandler handler, ListenerCalls listener, AtomicLong failures) {
    this.handler = handler;
    this.listener = listener;
    this.failures = failures;
  }

  /** The same, but leaving out what frees nothing that outlives the process. */
  Isolation skippingMemory() {
    return new SkippingMemory(handler, listener, failures);
  }

  long failures() {
    return failures.get();
  }

  void run(ClaimableDisposal<?> disposal) {
    try {
      disposal.run();
    } catch (Throwable failure) {
      failed(disposal, failure);
    }
  }

  /** Makes one attempt; returns what is to be run after a pause, where there is to be another. */
  @Nullable Retry attempt(ClaimableDisposal<?> disposal) {
    try {
      return disposal.attempt();
    } catch (Throwable failure) {
      failed(disposal, failure);
      return null;
    }
  }

  /** What a disposal weighs; nothing, where its disposer fails at saying so. */
  long weigh(Disposal disposal) {
    try {
      return disposal.weight();
    } catch (Throwable failure) {
      return 0;
    }
  }

  /** Takes as many steps as the slice has room for; returns what is left, null when nothing is. */
  @Nullable BegunDisposal run(ClaimableDisposal<?> disposal, Slice slice) {
    try {
      var begun = begin(disposal);
      return begun != null && slice.run(begun) ? begun : null;
    } catch (Throwable failure) {
      failed(disposal, failure);
      return null;
    }
  }

  /** Where it cannot be run in steps, for lack of memory or stack, it is run as it is. */
  private static @Nullable BegunDisposal begin(ClaimableDisposal<?> disposal) {
    try {
      return disposal.begin();
    } catch (Error unbegun) { // Also of a class that could not be loaded for lack of these.
      disposal.run();
      return null;
    }
  }

  /** How much has been released; nothing, where the release fails at saying so. */
  double progress(BegunDisposal rest) {
    try {
      double progress = rest.progress();
      return progress >= 0 && progress <= 1 ? progress : 0;
    } catch (Throwable failure) {
      return 0;
    }
  }

  /** Never throws: whoever runs disposals has more to run than this one. */
  private void failed(ClaimableDisposal<?> disposal, Throwable failure) {
    try {
      failures.incrementAndGet();
      listener.failed(disposal.type(), failure);
      report(disposal.origin(), failure);
    } catch (Throwable unreportable) {
      // Memory has ended, even for the logger's classes: the count is what tells of the failure.
    }
  }

  private void report(Disposal disposal, Throwable failure) {
    try {
      handler.failed(disposal, failure);
    } catch (Throwable second) {
      FailureLog.SHARED.failed(disposal, failure);
      HandlerCalls.failed(handler, second);
    }
  }

  private static final class SkippingMemory extends Isolation {

    SkippingMemory(FailureHandler handler, ListenerCalls listener, AtomicLong failures) {
      super(handler, listener, failures);
    }

    @Override
    void run(ClaimableDisposal<?> disposal) {
      if (!isMemoryOnly(disposal)) {
        super.run(disposal);
      }
    }

    @Override
    @Nullable Retry attempt(ClaimableDisposal<?> disposal) {
      return isMemoryOnly(disposal) ? null : super.attempt(disposal);
    }

    @Override
    @Nullable BegunDisposal run(ClaimableDisposal<?> disposal, Slice slice) {
      return isMemoryOnly(disposal) ? null : super.run(disposal, slice);
    }

    private static boolean isMemoryOnly(ClaimableDisposal<?> disposal) {
      try {
        return disposal.isMemoryOnly();
      } catch (Throwable unknown) {
        return false;
      }
    }
  }
}
