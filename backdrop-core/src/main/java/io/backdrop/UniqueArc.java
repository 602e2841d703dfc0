package io.backdrop;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The sole owner of a value that is going to be shared: as long as it is open, nobody else has the
 * value, so it may be changed, until {@link #share()} turns this into an {@link Arc}.
 *
 * {@snippet file="io/backdrop/Snippets.java" region="unique"}
 *
 * <p>Using it after it was closed or consumed is an {@link IllegalStateException} that names the
 * type of the value. {@link #equals}, {@link #hashCode} and {@link #toString} are those of the
 * value.
 *
 * <p>Thread-safe, as far as the value is. What was done to the value before {@code share()}
 * happens-before what is done through the Arc, provided that it is passed on safely.
 *
 * @param <T> the type of the value
 */
public final class UniqueArc<T> implements AutoCloseable {

  /** Never given away, so its count stays one. */
  private final Arc<T> only;

  UniqueArc(SharedDisposal<T> unshared) {
    only = new Arc<>(unshared);
  }

  /** As {@link Arc#tracked()}. */
  UniqueArc<T> tracked() {
    only.tracked();
    return this;
  }

  /**
   * Takes over a closeable value, which the strategy will release by closing it.
   *
   * @param <T> the type of the value
   * @param closeable the value; from now on the owner's
   * @param strategy when and where it will be released
   * @return its sole owner
   * @throws NullPointerException when an argument is null; the value is then still the caller's
   */
  public static <T extends AutoCloseable> UniqueArc<T> of(T closeable, BackdropStrategy strategy) {
    return of(closeable, Disposer.closing(), strategy);
  }

  /**
   * Takes over a value, which the strategy will release by means of the disposer.
   *
   * @param <T> the type of the value
   * @param value the value; from now on the owner's
   * @param disposer how it will be released
   * @param strategy when and where it will be released
   * @return its sole owner
   * @throws NullPointerException when an argument is null; the value is then still the caller's
   */
  public static <T> UniqueArc<T> of(
      T value, Disposer<? super T> disposer, BackdropStrategy strategy) {
    requireNonNull(value, "value");
    requireNonNull(disposer, "disposer");
    requireNonNull(strategy, "strategy");
    return new UniqueArc<>(Tracking.shared(value, disposer, strategy)).tracked();
  }

  /**
   * {@return the value, to use and to change while this is open}
   *
   * @throws IllegalStateException when this was closed or consumed
   */
  public T get() {
    return only.get();
  }

  /**
   * Ends this sole ownership.
   *
   * @return the first handle on the value
   * @throws IllegalStateException when this was closed or consumed
   */
  public Arc<T> share() {
    return only.move();
  }

  /**
   * Takes the value back: no disposal runs.
   *
   * @return the value, whose release is the caller's business from now on
   * @throws IllegalStateException when this was closed or consumed
   */
  public T unwrap() {
    return only.tryUnwrap().orElseThrow();
  }

  /** {@return whether this was closed or consumed} */
  public boolean isClosed() {
    return only.isClosed();
  }

  /**
   * Hands the value to the strategy; does nothing when this was closed or consumed.
   *
   * @throws RuntimeException what the disposer threw, if it ran here; a checked exception as the
   *     cause of a {@link DisposalException}
   * @throws Error what the disposer threw, if it ran here; a {@link StackOverflowError} also when
   *     no stack was left to hand the value off, and then this is still open unless it was handed
   *     off all the same
   */
  @Override
  public void close() {
    only.close();
  }

  /**
   * {@return whether the other is the owner of an equal value}
   *
   * @throws IllegalStateException when one of two different owners was closed or consumed
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof UniqueArc<?> that && only.equals(that.only));
  }

  /**
   * {@return the hash code of the value}
   *
   * @throws IllegalStateException when this was closed or consumed
   */
  @Override
  public int hashCode() {
    return only.hashCode();
  }

  /** {@return what the value's {@code toString} says; the closed type when no longer open} */
  @Override
  public String toString() {
    return only.toString();
  }
}
