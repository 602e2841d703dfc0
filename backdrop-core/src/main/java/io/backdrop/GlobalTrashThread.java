package io.backdrop;

import org.jspecify.annotations.Nullable;

/** The trash thread of the process. Its users share it, so none of them can end it. */
final class GlobalTrashThread extends TrashThread {

  private static volatile @Nullable GlobalTrashThread instance;

  private GlobalTrashThread() {
    super(
        TrashThreadBuilder.named("backdrop-global"),
        FailureHandler.logging(),
        TrashThreadBuilder.usualPolling(),
        Parking.SYSTEM);
  }

  /** Not a holder class: a start that fails for want of threads may succeed the next time. */
  static GlobalTrashThread instance() {
    var started = instance;
    return started != null ? started : startOnce();
  }

  private static synchronized GlobalTrashThread startOnce() {
    var started = instance;
    if (started == null) {
      started = new GlobalTrashThread();
      started.begin();
      instance = started;
    }
    return started;
  }

  @Override
  public void close() {
    if (!isDisposing()) {
      Uninterruptibly.await(this::flush);
    }
  }
}
