package io.backdrop;

/**
 * What a {@link TrashThread} is made of, without the thread: its life is lived by actors, so that
 * no iteration starts one. Time stands still, and whoever waits for another attempt waits for good.
 */
final class Parts {

  final Backlog backlog;
  final Isolation isolation = new Isolation((disposal, failure) -> {});
  final Retries retries;
  final QueueConsumers consumers;
  final Guests guests;

  /** With room for so many. */
  Parts(long bound) {
    backlog = new Backlog(bound, Long.MAX_VALUE);
    retries = new Retries(() -> 0, ListenerCalls.NONE, () -> {});
    consumers = new QueueConsumers(backlog, isolation, retries, ListenerCalls.NONE, () -> 0);
    guests = new Guests(consumers, backlog, retries, ExitRegistration.NONE, () -> "guest");
  }

  /** Hands off as a trash thread does that has not ended. */
  void handOff(ClaimableDisposal<?> disposal) {
    backlog.offerRegardless(disposal);
  }

  /** Runs what is in reach. */
  void runAll() {
    guests.help(Integer.MAX_VALUE);
  }

  int pending() {
    return (int) backlog.pending();
  }
}
