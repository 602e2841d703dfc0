package io.backdrop;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A disposer that counts on which of two actors it ran. The first actor says who it is before it
 * acts.
 */
public final class Tally implements Disposer<Object> {

  final AtomicInteger byFirst = new AtomicInteger();
  final AtomicInteger bySecond = new AtomicInteger();

  private volatile Thread first;

  void enterFirst() {
    first = Thread.currentThread();
  }

  @Override
  public void dispose(Object value) {
    (Thread.currentThread() == first ? byFirst : bySecond).incrementAndGet();
  }

  int total() {
    return byFirst.get() + bySecond.get();
  }

  /** For twins whose mistake is otherwise too short a moment to be met for certain. */
  public static void widenTheGap() {
    for (int i = 0; i < 20; i++) {
      Thread.onSpinWait();
    }
  }

  /** A new claimed disposal, as a strategy receives it. */
  ClaimableDisposal<Object> disposal() {
    return new ClaimableDisposal<>(this, this, null);
  }
}
