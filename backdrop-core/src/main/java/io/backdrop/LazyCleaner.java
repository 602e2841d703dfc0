package io.backdrop;

import java.lang.ref.Cleaner;
import java.lang.ref.Cleaner.Cleanable;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Cleaner} whose thread is started when it is first needed; where that fails, the next
 * time. Thread-safe.
 */
final class LazyCleaner {

  private final ThreadFactory threads;

  /** Null until a thread has begun. Guarded by the lock on this. */
  private @Nullable Cleaner cleaner;

  LazyCleaner(ThreadFactory threads) {
    this.threads = threads;
  }

  /** Fails where there is no thread, stack or memory for that. */
  Cleanable register(Object object, Runnable action) {
    return started().register(object, action);
  }

  /** Starts the thread now, so that what is registered first need not. */
  void start() {
    started();
  }

  private synchronized Cleaner started() {
    var started = cleaner;
    if (started == null) {
      started = Cleaner.create(threads);
      cleaner = started;
    }
    return started;
  }
}
