package io.backdrop;

import org.jspecify.annotations.Nullable;

/**
 * A link of its own for a disposal that has been in a queue before, see {@link
 * LinkedDisposal#linkable}. Who looks at it sees the disposal behind.
 */
final class RequeuedDisposal extends LinkedDisposal<LinkedDisposal<?>> {

  private static final Running AS_EVER = new Running(Disposal::run);

  private final LinkedDisposal<?> behind;

  /** The disposal again, with its attempts and steps. */
  RequeuedDisposal(LinkedDisposal<?> behind) {
    this(behind, AS_EVER, null);
  }

  /** The disposal, but run in this way, all at once. */
  RequeuedDisposal(
      LinkedDisposal<?> behind, Disposer<LinkedDisposal<?>> how, BackdropStrategy strategy) {
    this(behind, new Running(how), strategy);
  }

  private RequeuedDisposal(
      LinkedDisposal<?> behind, Running how, @Nullable BackdropStrategy strategy) {
    super(behind, how, strategy);
    this.behind = behind;
  }

  /** Weighs as well, so that no queue need ask an overridden method for it. */
  private static final class Running
      implements Disposer<LinkedDisposal<?>>, Weighed<LinkedDisposal<?>> {

    private final Disposer<LinkedDisposal<?>> how;

    Running(Disposer<LinkedDisposal<?>> how) {
      this.how = how;
    }

    @Override
    public void dispose(LinkedDisposal<?> behind) throws Exception {
      how.dispose(behind);
    }

    @Override
    public long weight(LinkedDisposal<?> behind) {
      return behind.weight();
    }
  }

  /** What tells whether there are attempts or steps. */
  @Nullable Disposer<?> howBehind() {
    var how = disposer;
    return how == AS_EVER ? behind.how() : how;
  }

  /** Called, as the next one, only where what is behind is run as ever. */
  @Override
  @Nullable Retry attempt() {
    return takeDisposer() == null ? null : behind.attempt();
  }

  @Override
  @Nullable BegunDisposal begin() {
    return takeDisposer() == null ? null : behind.begin();
  }

  @Override
  LinkedDisposal<?> origin() {
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
