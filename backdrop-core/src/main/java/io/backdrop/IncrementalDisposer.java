package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.util.function.ToLongFunction;

/**
 * How a large value is released piece by piece, so that a thread with little time can stop in the
 * middle and go on later: {@link TrashQueue#disposeFor} keeps to its budget even within one value,
 * and a trash thread that is {@linkplain TrashThreadBuilder#pacing paced} may pause there. Whatever
 * else runs the disposal runs it from the beginning to the end.
 *
 * <p>For a directory tree, one file or one list of a folder at a time:
 *
 * {@snippet file="io/backdrop/DisposerSnippets.java" region="incremental"}
 *
 * <p>Keep it in a variable of this type, as above. A method reference that is passed directly to a
 * parameter of type {@link Disposer} silently becomes a disposer that begins and does no more.
 *
 * <p>As for any disposer, a value is begun at most once, or once for each attempt where it is
 * {@linkplain Disposer#retrying retrying}, and one that was begun is finished, by the same thread
 * or by another. At most one thread at a time is in a release, and sees what those before it did.
 * Between two steps the thread may do anything else, such as releasing other values.
 *
 * @param <T> the type of the values
 */
@FunctionalInterface
public interface IncrementalDisposer<T> extends Disposer<T> {

  /** What is left to do for one value. */
  @FunctionalInterface
  interface Release {

    /**
     * Releases one more piece, small enough that waiting for it does not matter. It may be as small
     * as you like: of steps that take nanoseconds, many are taken for each look at the clock.
     *
     * <p>Not called again once it has returned false or thrown. Where a failure is to keep nothing
     * else from being released, as in {@link Disposer#structural()}, keep it and throw it at the
     * end.
     *
     * @return true while more remains: call again
     * @throws Exception what the release throws, which ends it
     */
    boolean step() throws Exception;

    /**
     * {@return how much of the value has been released, from 0 to 1, as far as can be said without
     * effort; 0 where it cannot, which is the default} Between two steps, a trash thread that is
     * {@linkplain Pacing paced} by bytes asks for it, so that the bytes of a large value are spread
     * over its steps; what it has not been told of by the end, it makes up for then.
     */
    default double progress() {
      return 0;
    }
  }

  /**
   * Prepares to release the value. May release a first piece; takes about as long as a step.
   *
   * @param value what to release
   * @return the steps, of which there is at least one
   * @throws Exception what the release throws, which ends it
   */
  Release begin(T value) throws Exception;

  /** Releases the value from the beginning to the end. */
  @Override
  @SuppressWarnings("FunctionalInterfaceMethodChanged") // The same release, all of it at once.
  default void dispose(T value) throws Exception {
    var release = begin(value);
    while (release.step()) {}
  }

  /**
   * {@inheritDoc}
   *
   * <p>The steps of both come one after the other; if the other is not incremental, it is one step.
   */
  @Override
  default IncrementalDisposer<T> andThen(Disposer<? super T> after) {
    return new Disposers.Sequence<>(this, requireNonNull(after, "after"));
  }

  /**
   * {@inheritDoc}
   *
   * <p>What retries is not incremental any more: each attempt is the whole release, without a stop,
   * and where it fails in the middle, the next one {@linkplain #begin begins} with the value again.
   * So {@link TrashQueue#disposeFor} stops between two attempts only, and the disposer must be one
   * that can begin with what has been released in part. {@link Disposer#structural()} is not, since
   * it would close again what it has closed.
   */
  @Override
  default Disposer<T> retrying(RetryPolicy policy) {
    return Disposer.super.retrying(policy);
  }

  /** {@inheritDoc} */
  @Override
  default IncrementalDisposer<T> weighing(ToLongFunction<? super T> bytes) {
    return new Disposers.WeighingSteps<>(this, requireNonNull(bytes, "bytes"));
  }

  /** {@inheritDoc} */
  @Override
  default IncrementalDisposer<T> memoryOnly() {
    return new Disposers.MemoryOnlySteps<>(this);
  }
}
