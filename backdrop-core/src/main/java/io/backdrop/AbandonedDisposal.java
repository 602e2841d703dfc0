package io.backdrop;

import org.jspecify.annotations.Nullable;

/**
 * A disposal of a queue that was dropped, on its way to another strategy. Its failures are told as
 * that queue would have; whoever looks at it sees the disposal behind.
 */
final class AbandonedDisposal extends ClaimableDisposal<ClaimableDisposal<?>> {

  private final ClaimableDisposal<?> behind;

  AbandonedDisposal(
      ClaimableDisposal<?> behind, Isolation isolation, @Nullable BackdropStrategy strategy) {
    super(behind, disposer(behind, isolation), strategy);
    this.behind = behind;
  }

  private static Disposer<ClaimableDisposal<?>> disposer(
      ClaimableDisposal<?> behind, Isolation isolation) {
    return behind.isRetrying() ? new Attempting(isolation) : isolation::run;
  }

  @Override
  RunOnceDisposal<?> origin() {
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
  public long weight() {
    return behind.weight();
  }

  @Override
  boolean isMemoryOnly() {
    return behind.isMemoryOnly();
  }

  /** In attempts, as the one behind: what is left waits where this one does. */
  static final class Attempting extends AttemptedDisposer<ClaimableDisposal<?>> {

    private final Isolation isolation;

    private Attempting(Isolation isolation) {
      this.isolation = isolation;
    }

    @Override
    @Nullable Retry attempt(ClaimableDisposal<?> behind) {
      var next = isolation.attempt(behind);
      if (next == null) {
        return null;
      }
      try {
        return new Retry(new AbandonedDisposal(next.disposal(), isolation, null), next.pause());
      } catch (OutOfMemoryError noRoom) {
        isolation.run(next.disposal());
        return null;
      }
    }

    @Override
    public void dispose(ClaimableDisposal<?> behind) {
      isolation.run(behind);
    }
  }
}
