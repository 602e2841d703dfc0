package io.backdrop;

import java.util.concurrent.atomic.AtomicInteger;

/** A strategy that finds no stack the first time, and releases in place from then on. */
final class WithoutStackAtFirst implements BackdropStrategy {

  private final AtomicInteger attempts = new AtomicInteger();

  @Override
  public void execute(Disposal disposal) {
    if (attempts.incrementAndGet() == 1) {
      throw new StackOverflowError("on purpose");
    }
    disposal.run();
  }
}
