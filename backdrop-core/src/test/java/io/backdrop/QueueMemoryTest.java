package io.backdrop;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A trash queue that lives on keeps nothing of what it has released. */
@Timeout(60)
class QueueMemoryTest extends SlicedQueue {

  /** More than a queue has places for at first. */
  private static final int MANY = 300;

  /** Of a value that has begun, and is the next in the queue. */
  private WeakReference<Object> begunValue() {
    var parts = new ArrayList<>(List.of(leaf("a"), leaf("b")));
    begin(parts);
    return new WeakReference<>(parts);
  }

  @Test
  void aValueInSlicesThatWasReleasedAfterTheQueueHasGrownIsNotKept() {
    var value = begunValue();
    for (int i = 0; i < MANY; i++) {
      close(i, released::add);
    }

    queue.disposeAll();

    GarbageCollection.untilTrue(() -> value.get() == null);
  }

  @Test
  void norIsOneThatAnotherStrategyWasGiven() {
    var given = new ArrayList<Disposal>();
    var value = begunAndAbandoned(given);

    given.forEach(Disposal::run);

    GarbageCollection.untilTrue(() -> value.get() == null);
  }

  private WeakReference<Object> begunAndAbandoned(List<Disposal> given) {
    var parts = new ArrayList<>(List.of(leaf("a"), leaf("b")));
    var disposal = new ClaimableDisposal<>(parts, Disposer.structural(), null);
    var begun = disposal.begin();
    begun.step();
    var pending = new PendingDisposals();
    pending.add(begun);
    var retries = new Retries(() -> 0, ListenerCalls.NONE, () -> {});
    Abandonment.release(
        "owner", pending, retries, new Isolation(FailureHandler.logging()), given::add);
    return new WeakReference<>(parts);
  }
}
