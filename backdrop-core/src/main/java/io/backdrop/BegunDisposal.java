package io.backdrop;

import io.backdrop.IncrementalDisposer.Release;

/**
 * What is left of a disposal that has {@linkplain ClaimableDisposal#begin begun}. It can wait in a
 * queue like any other, be finished by {@link #run}, or be taken further by {@link #step}.
 *
 * <p>Belongs to the thread that began it, and to another once that has handed it over safely.
 */
final class BegunDisposal extends ClaimableDisposal<Release> {

  /**
   * Begins with what is left, and so finishes it. No lambda: the heap may be too full to link one.
   */
  private enum Finishing implements IncrementalDisposer<Release> {
    INSTANCE;

    @Override
    public Release begin(Release release) {
      return release;
    }
  }

  /** What began, and what a failure is reported of. */
  private final RunOnceDisposal<?> origin;

  BegunDisposal(RunOnceDisposal<?> origin, Release rest) {
    super(rest, Finishing.INSTANCE, null);
    this.origin = origin;
  }

  /**
   * Releases a further piece; the disposal has ended when it returns false or throws, and then is
   * neither to be stepped nor to be run again. Throws what {@link Disposal#run} does.
   */
  boolean step() {
    boolean more = false;
    try {
      more = rest().step();
      return more;
    } catch (Exception e) {
      throw DisposalException.unchecked(type(), e);
    } finally {
      if (!more) {
        forget();
      }
    }
  }

  /** A page of a queue may keep this reachable for long; this must not keep what was released. */
  private void forget() {
    takeDisposer();
    takeValue();
  }

  /** Before it has ended. */
  private Release rest() {
    return (Release) value;
  }

  /** See {@link Release#progress}. */
  double progress() {
    return rest().progress();
  }

  @Override
  BegunDisposal begin() {
    return this;
  }

  @Override
  RunOnceDisposal<?> origin() {
    return origin;
  }

  @Override
  public Class<?> type() {
    return origin.type();
  }
}
