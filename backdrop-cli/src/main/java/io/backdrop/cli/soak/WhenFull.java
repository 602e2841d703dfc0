package io.backdrop.cli.soak;

import io.backdrop.BackdropStrategy;
import io.backdrop.TrashThreadBuilder;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongConsumer;

/** What a trash thread does with a value for which it has no room. */
enum WhenFull {
  RUN_IN_CALLER("the closer releases"),
  HAND_TO_VIRTUAL_THREADS("a few virtual threads release"),
  HAND_TO_TRIVIAL("another strategy releases in place"),
  HAND_TO_REFUSING("another strategy refuses"),
  GROW("grows");

  private final String text;

  WhenFull(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }

  /** Whether it never has a disposal run inside of another: what closers hand on may. */
  boolean neverNests() {
    return this == RUN_IN_CALLER || this == GROW;
  }

  /** Whether it is for the trash thread to say when such a value has been released. */
  boolean isOwnBusiness() {
    return neverNests() || this == HAND_TO_REFUSING || this == HAND_TO_TRIVIAL;
  }

  TrashThreadBuilder apply(TrashThreadBuilder builder, LongConsumer alarm) {
    return switch (this) {
      case RUN_IN_CALLER -> builder.runInCallerWhenFull();
      case HAND_TO_VIRTUAL_THREADS -> builder.handToWhenFull(BackdropStrategy.virtualThreads(2));
      case HAND_TO_TRIVIAL -> builder.handToWhenFull(BackdropStrategy.trivial());
      case HAND_TO_REFUSING -> builder.handToWhenFull(disposal -> refuse());
      case GROW -> builder.growWhenFull(alarm);
    };
  }

  private static void refuse() {
    throw new RejectedExecutionException("on purpose");
  }
}
