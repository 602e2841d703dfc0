package io.backdrop;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The trash thread of the process. Its users share it, so none of them can end it. */
final class GlobalTrashThread extends TrashThread {

  /** Written with the lock on this class. */
  private static volatile @Nullable GlobalTrashThread instance;

  private GlobalTrashThread() {
    super(TrashThread.builder().name("backdrop-global"));
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
      Uninterruptibly.await(() -> flush(Deadline.NEVER));
    }
  }

  /** What is pending when the time is over is released later all the same. */
  @Override
  public Residue close(Duration atMost) {
    var deadline = Deadline.in(Nanos.toWait(atMost));
    refuseToDisposers("close(Duration)");
    return Uninterruptibly.tryAwait(() -> flush(deadline)) ? Residue.NONE : pendingNow();
  }
}
