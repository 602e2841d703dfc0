package io.backdrop;

/** Waits for all that a {@link QueueConsumer} has taken, and for what that closes in turn. */
final class AwaitedConsumer implements Awaited {

  private QueueConsumer consumer;

  AwaitedConsumer(QueueConsumer consumer) {
    this.consumer = consumer;
  }

  /**
   * Another may have taken over the rest, and from that one a further one. Where a turn was given
   * up, the chain is waited for all the same: what was closed after that is in no residue.
   */
  @Override
  public boolean isOver() {
    while (consumer.isThrough() || isGivenUp()) {
      var next = consumer.succession.successor();
      if (next == null) {
        return true;
      }
      consumer = next;
    }
    return false;
  }

  /** In this order: what runs may add to the chain until it is over. */
  private boolean isGivenUp() {
    return consumer.turn.isAbandoned() && consumer.chain.isEmpty();
  }
}
