package io.backdrop;

/**
 * A disposal of a queue that was dropped, on its way to another strategy. It is run as the queue
 * would have, all at once; who looks at it sees the disposal behind.
 */
final class AbandonedDisposal extends ClaimableDisposal<ClaimableDisposal<?>> {

  private final ClaimableDisposal<?> behind;

  AbandonedDisposal(ClaimableDisposal<?> behind, Isolation isolation, BackdropStrategy strategy) {
    super(behind, new Running(isolation), strategy);
    this.behind = behind;
  }

  private record Running(Isolation isolation)
      implements Disposer<ClaimableDisposal<?>>, Weighed<ClaimableDisposal<?>> {

    @Override
    public void dispose(ClaimableDisposal<?> behind) {
      isolation.run(behind);
    }

    @Override
    public long weight(ClaimableDisposal<?> behind) {
      return behind.weight();
    }
  }

  @Override
  ClaimableDisposal<?> origin() {
    return behind.origin();
  }

  @Override
  public Object value() {
    return behind.value();
  }

  @Override
  public Class<?> type() {
    return behind.type();
  }

  @Override
  boolean isMemoryOnly() {
    return behind.isMemoryOnly();
  }
}
