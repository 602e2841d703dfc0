package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.util.function.ToLongFunction;

/**
 * How one value is released: {@code AutoCloseable::close}, {@code free}, {@code ByteBuf::release}.
 *
 * <p>Called at most once for each value, or once for each attempt where it is {@linkplain #retrying
 * retrying}, by whatever thread the strategy chooses; it must not rely on thread-locals of the
 * thread that closed. May throw anything; see {@link Disposal#run()}.
 *
 * {@snippet file="io/backdrop/DisposerSnippets.java" region="disposers"}
 *
 * <p>One that takes long over a single value may be an {@link IncrementalDisposer}, which can be
 * interrupted and continued.
 *
 * @param <T> the type of the values
 */
@FunctionalInterface
public interface Disposer<T> {

  /**
   * Releases the value.
   *
   * @param value what to release
   * @throws Exception what the release throws
   */
  void dispose(T value) throws Exception;

  /**
   * Closes the value.
   *
   * @param <T> the type of the values
   * @return the disposer that does
   */
  @SuppressWarnings("unchecked") // What disposes of any closeable disposes of a T.
  static <T extends AutoCloseable> Disposer<T> closing() {
    return (Disposer<T>) Disposers.Closing.INSTANCE;
  }

  /**
   * Does nothing: for values that need no release but travel among those that do.
   *
   * @param <T> the type of the values
   * @return the disposer that does
   */
  @SuppressWarnings("unchecked") // What disposes of any object disposes of a T.
  static <T> Disposer<T> none() {
    return (Disposer<T>) Disposers.None.INSTANCE;
  }

  /**
   * Releases what a value contains, as Rust's drop glue does: whatever is {@link AutoCloseable} is
   * closed, whatever is a container is entered. What is neither is left alone, even if it has to be
   * released in another way, such as a buffer whose references are counted: see {@link
   * #structural(Disposer)}.
   *
   * <p>Containers are arrays, {@link java.util.Collection collections}, {@link java.util.Map maps}
   * (keys and values), map entries, {@link java.util.Optional}s and records (all components that
   * are not primitives), in each other to any depth. A value that is both, such as a closeable
   * record, is closed and not entered. An {@link Iterable} that is not a collection is left alone.
   *
   * <p>In this order: elements as the container iterates, components as they are declared, of each
   * map entry the key before the value; what an element contains comes before the next element. A
   * collection or map is read to its end before the first of its elements is released, so a value
   * may take itself, or others, out of the collection when it is closed: what had been read is
   * released all the same, each once.
   *
   * <p>As in Rust, a value has one owner. A closeable that is reached twice is closed twice; a
   * container that is met again is not entered twice, so cycles end. (Optionals and map entries,
   * which have no identity of their own, are entered each time: no entry may contain itself.)
   *
   * <p>A failure keeps nothing else from being released. The first is thrown at the end, up to a
   * hundred others are added to it as suppressed, and the rest is counted in a last one. A record
   * whose components cannot be read is such a failure: an {@link IllegalStateException} that names
   * the {@code opens} to add.
   *
   * <p>Costs a virtual call for each element, and on the heap an identity set of the containers met
   * and a stack as high as they are nested. Stateless and thread-safe, as far as the values are.
   *
   * <p>A step visits one element, reads a few, or ends a container, so that {@link
   * TrashQueue#disposeFor} can stop between any two. An array is walked as it is. A collection or
   * map is read by its iterator, a few elements a step; each element that has been read takes a
   * reference until it is released.
   *
   * <p>Should anything change the collection between two such steps, so that its iterator throws a
   * {@link java.util.ConcurrentModificationException}, then it is read again from the beginning,
   * this time in one step, which for five million elements takes a while. Nothing of it has been
   * released by then. Where the iterator does not report changes, what is read is what it returns.
   *
   * {@snippet file="io/backdrop/DisposerSnippets.java" region="structural"}
   *
   * @param <T> the type of the values
   * @return the disposer that does
   */
  @SuppressWarnings("unchecked") // What disposes of any object disposes of a T.
  static <T> IncrementalDisposer<T> structural() {
    return (IncrementalDisposer<T>) Disposers.Structural.CLOSING;
  }

  /**
   * Releases what a value contains, as {@link #structural()} does, and gives to another disposer
   * what that leaves alone: whatever is neither closeable nor a container, where it is met, even
   * the value itself.
   *
   * <p>That is anything but null, strings, numbers, the keys of maps, and arrays of primitives
   * included. So the disposer must ignore what it does not know, as {@code
   * ReferenceCountUtil::release} of Netty does. It is given a leaf as often as that is reached. It
   * is not given what is closeable: that is closed, and no more.
   *
   * <p>A leaf is one step, even where its disposer is incremental. A failure of it counts as one of
   * those of the closeables. Costs one more virtual call for each leaf; thread-safe, as far as the
   * disposer of leaves is.
   *
   * {@snippet file="io/backdrop/DisposerSnippets.java" region="structural-leaves"}
   *
   * @param leaves what to do with what is neither closeable nor a container
   * @param <T> the type of the values
   * @return the disposer that does
   * @throws NullPointerException when the disposer of leaves is null
   */
  @SuppressWarnings("unchecked") // What disposes of any object disposes of a T.
  static <T> IncrementalDisposer<T> structural(Disposer<Object> leaves) {
    return (IncrementalDisposer<T>) new Disposers.Structural(requireNonNull(leaves, "leaves"));
  }

  /**
   * Disposes with this, then with the other, which runs even when this throws. Then the exception
   * of this is thrown, with that of the other added as suppressed. Weighs what this weighs.
   *
   * <p>The two together are {@linkplain IncrementalDisposer incremental}: {@link
   * TrashQueue#disposeFor} may stop between them, and inside one that is incremental itself.
   *
   * @param after what to do then
   * @return the two as one
   * @throws NullPointerException when the other is null
   */
  default Disposer<T> andThen(Disposer<? super T> after) {
    return new Disposers.Sequence<>(this, requireNonNull(after, "after"));
  }

  /**
   * Disposes as this does, and says how many bytes that frees, so that a backlog can be weighed;
   * for a disposer that does not say, a value weighs nothing. The function is called by the thread
   * that closes, once for each queue that the value is given to, and again where there is no room.
   * It must give the same answer each time, and should be quick, such as {@code
   * MemorySegment::byteSize}.
   *
   * <p>{@link Disposal#weight()} throws what the function throws, and an {@link
   * IllegalArgumentException} when that returns less than 0; a trash thread has then not taken the
   * value, and its closer releases it. More than four tebibytes count as four, so that sums do not
   * overflow.
   *
   * @param bytes what releasing a value frees, in bytes
   * @return the disposer that knows
   * @throws NullPointerException when the function is null
   */
  default Disposer<T> weighing(ToLongFunction<? super T> bytes) {
    return new Disposers.Weighing<>(this, requireNonNull(bytes, "bytes"));
  }

  /**
   * Disposes as this does, and tries again where that fails with an exception. When no attempt is
   * left, the last failure is thrown, and so reaches whoever deals with failures there.
   *
   * <p>Where the value waits for its next attempt:
   *
   * <ul>
   *   <li>On a {@link TrashThread} beside the queue: it stays pending, while others are released.
   *       {@link TrashThread#close()} waits for the attempts, {@link TrashThread#flush()} does not.
   *   <li>In {@link TrashQueue#disposeFor} in the queue.
   *   <li>Anywhere else, unless a strategy says otherwise, the thread that runs the disposal sleeps
   *       in between. An interrupt ends the pauses, not the attempts.
   * </ul>
   *
   * <p>An {@link Error}, an interrupt, and what the policy says is final are never tried again.
   *
   * <p>Call this last, as in {@code unmap.andThen(delete).retrying(policy)}. Each attempt runs the
   * whole sequence, so {@code unmap} must be safe to run again. A part of a sequence that retries
   * by itself, as in {@code unmap.andThen(delete.retrying(policy))}, is one step of that, and
   * sleeps wherever it runs.
   *
   * @param policy how often, and with which pauses
   * @return the disposer that does
   * @throws NullPointerException when the policy is null
   */
  default Disposer<T> retrying(RetryPolicy policy) {
    return retrying(policy, Disposer.none());
  }

  /**
   * As {@link #retrying(RetryPolicy)}, with a last resort for a value that is given up: one for
   * which the policy allows no other attempt, or whose release failed by an interrupt or an {@link
   * Error}. That value is given to another disposer, which may note down what is to be released by
   * other means, as at the next start.
   *
   * {@snippet file="io/backdrop/DisposerSnippets.java" region="lastResort"}
   *
   * <p>The failure goes where it would go otherwise, and a failure of the last resort goes along
   * with it, as suppressed. What a {@link TrashThread#close(Duration) close(Duration)} or the end
   * of the JVM leaves undone does not come to the last resort.
   *
   * @param policy how often, and with which pauses
   * @param lastResort what is done with a value that is given up, on the thread of the last attempt
   * @return the disposer that does
   * @throws NullPointerException when an argument is null
   */
  default Disposer<T> retrying(RetryPolicy policy, Disposer<? super T> lastResort) {
    return new Retrying<>(
        this, requireNonNull(policy, "policy"), requireNonNull(lastResort, "lastResort"));
  }

  /**
   * {@return whether the end of the process releases all that this does, so that there is no need
   * to do it then; false by default} See {@link #memoryOnly}.
   */
  default boolean isMemoryOnly() {
    return false;
  }

  /**
   * Disposes as this does, and says that the release has no effect beyond the process: it frees
   * memory, which the kernel reclaims anyway. At the end of the JVM a trash thread leaves such
   * values out, and so has more time for those that matter: files, remote sessions.
   *
   * @return the disposer that says so
   */
  default Disposer<T> memoryOnly() {
    return new Disposers.MemoryOnly<>(this);
  }
}
