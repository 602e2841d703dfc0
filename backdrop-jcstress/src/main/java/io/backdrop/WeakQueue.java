package io.backdrop;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What the queue would be with one mistake in it. Each offer is made of the same steps as that of
 * {@link DisposalQueue}.
 */
abstract class WeakQueue {

  final AtomicReferenceArray<@Nullable ClaimableDisposal<?>> places = new AtomicReferenceArray<>(8);
  final AtomicInteger entered = new AtomicInteger();
  volatile int taken;

  abstract void offer(ClaimableDisposal<?> disposal);

  @Nullable ClaimableDisposal<?> poll() {
    var first = places.get(taken);
    if (first != null) {
      taken = taken + 1;
    }
    return first;
  }

  boolean isEmpty() {
    return entered.get() == taken;
  }

  /** Takes what the count says is there, and only then looks whether it is within reach. */
  static final class CountFirst extends WeakQueue {
    @Override
    void offer(ClaimableDisposal<?> disposal) {
      int position = entered.getAndIncrement();
      Tally.widenTheGap();
      places.set(position, disposal);
    }

    @Override
    @Nullable ClaimableDisposal<?> poll() {
      int before = taken;
      taken = entered.get();
      return places.get(before);
    }
  }

  /** No mistake but the poll that does not wait for a place to be filled. */
  static final class Impatient extends WeakQueue {
    @Override
    void offer(ClaimableDisposal<?> disposal) {
      int position = entered.getAndIncrement();
      places.set(position, disposal);
    }
  }

  /** Reads and writes the count in two steps instead of one. */
  static final class TwoSteps extends WeakQueue {
    @Override
    void offer(ClaimableDisposal<?> disposal) {
      int position = entered.get();
      entered.set(position + 1);
      places.set(position, disposal);
    }
  }

  /** Fills the place of the next position, and only then takes the position. */
  static final class PlaceFirst extends WeakQueue {
    @Override
    void offer(ClaimableDisposal<?> disposal) {
      int position;
      do {
        position = entered.get();
        places.set(position, disposal);
      } while (!entered.compareAndSet(position, position + 1));
    }
  }
}
