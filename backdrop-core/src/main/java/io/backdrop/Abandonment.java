package io.backdrop;

import java.lang.ref.Cleaner;

/**
 * What happens to the values in a {@link TrashQueue} that became unreachable before it was closed:
 * they go to the global trash thread, and a warning says whose queue it was. What is left of one
 * that has begun is among them, and what was to be tried again.
 *
 * <p>The garbage collector finds the queue unreachable only after its thread has dropped it, so
 * nobody else uses the list by then; the cleaner's own ordering makes its content visible.
 */
final class Abandonment {

  private static final LazyCleaner CLEANER =
      new LazyCleaner(DaemonThreads.named("backdrop-abandoned"));

  private Abandonment() {}

  static Cleaner.Cleanable register(
      TrashQueue queue,
      String owner,
      PendingDisposals pending,
      Retries retries,
      Isolation isolation) {
    return CLEANER.register(
        queue,
        () ->
            release(
                owner,
                pending,
                retries,
                isolation,
                disposal -> TrashThread.global().execute(disposal)));
  }

  /** Each is closed as a handle would be: where no thread can be had, it is released here. */
  static void release(
      String owner,
      PendingDisposals pending,
      Retries retries,
      Isolation isolation,
      BackdropStrategy to) {
    long size = (long) pending.size() + retries.size();
    if (size > 0) {
      warn(owner, size);
    }
    for (var next = pending.poll(); next != null; next = pending.poll()) {
      hand(next, isolation, to);
    }
    for (var next = retries.poll(); next != null; next = retries.poll()) {
      hand(next.disposal(), isolation, to);
    }
  }

  private static void hand(ClaimableDisposal<?> next, Isolation isolation, BackdropStrategy to) {
    try {
      new AbandonedDisposal(next, isolation, to).close();
    } catch (OutOfMemoryError noMemory) {
      isolation.run(next); // Does nothing where it has run all the same.
    }
  }

  private static void warn(String owner, long size) {
    try {
      var message =
          "The TrashQueue of thread %s was dropped without being closed; its %d disposals go to the global trash thread"
              .formatted(owner, size);
      Warnings.log(message);
    } catch (OutOfMemoryError unsaid) {
      // They go there all the same.
    }
  }
}
