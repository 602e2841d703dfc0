package io.backdrop.jmh;

import io.backdrop.jmh.peer.Target;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What is pending already when a burst begins, and keeps the consumer at work until it is over. The
 * consumer waits at the first of it, spinning, until then.
 */
final class WorkAhead {

  /** About a tenth of a microsecond for each: all together longer than a burst. */
  private static final long TOKENS = 50;

  private volatile boolean reached;
  private volatile boolean begun;

  void handTo(Target target) throws Exception {
    reached = false;
    begun = false;
    target.handle(this::hold).close();
    for (int i = 0; i < HandOffBurst.SIZE; i++) {
      target.handle(() -> Blackhole.consumeCPU(TOKENS)).close();
    }
    while (!reached) {
      Thread.onSpinWait();
    }
  }

  private void hold() {
    reached = true;
    while (!begun) {
      Thread.onSpinWait();
    }
  }

  void begin() {
    begun = true;
  }
}
