package io.backdrop;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** What a {@link TrashThread} is made of, but for the thread. Time stands still. */
final class TrashParts {

  final Backlog backlog = new Backlog(Long.MAX_VALUE, Long.MAX_VALUE);
  private final Isolation isolation = new Isolation((disposal, failure) -> {});
  private final Retries retries;
  private final QueueConsumers consumers;
  private final Guests guests;

  TrashParts() {
    this(consumers -> {});
  }

  /** Calls back where the thread would be woken because a disposal waits for another attempt. */
  TrashParts(Consumer<QueueConsumers> wake) {
    this(wake, () -> 0);
  }

  /** What waits for another attempt has a clock of its own. */
  TrashParts(Consumer<QueueConsumers> wake, LongSupplier retryTime) {
    retries = new Retries(retryTime, ListenerCalls.NONE, () -> wake.accept(consumers()));
    consumers = new QueueConsumers(backlog, isolation, retries, ListenerCalls.NONE, () -> 0);
    guests = new Guests(consumers, backlog, retries, ExitRegistration.NONE, () -> "guest");
  }

  void handOff(ClaimableDisposal<?> disposal) {
    backlog.offerRegardless(disposal);
  }

  QueueConsumers consumers() {
    return consumers;
  }

  Guests guests() {
    return guests;
  }
}
