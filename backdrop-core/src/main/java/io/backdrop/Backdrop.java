package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A value whose release happens when and where a {@link BackdropStrategy} says: close it now; pay
 * for it later, elsewhere.
 *
 * {@snippet file="io/backdrop/Snippets.java" region="backdrop"}
 *
 * <p>A Backdrop is open until the first of {@link #close()}, {@link #unwrap()} and {@link
 * #withStrategy} ends that; however many threads race them, one wins. {@code close} hands the value
 * to the strategy, {@code unwrap} returns it, {@code withStrategy} moves it into a new Backdrop.
 * Using a Backdrop afterwards is an {@link IllegalStateException} that names the type of its value;
 * closing it again does nothing.
 *
 * <p>{@link #equals}, {@link #hashCode} and {@link #toString} are those of the value.
 *
 * <p>Thread-safe, as far as the value is. What the closing thread did to the value happens-before
 * its release. One wrapped value takes 40 bytes of heap where references are compressed: 16 for the
 * handle, which may go at close, and 24 for what the strategy holds.
 *
 * @param <T> the type of the value
 */
public final class Backdrop<T> implements AutoCloseable {

  static {
    linkFirst();
  }

  /** Loads and links what the first close would otherwise have to wait for. */
  private static void linkFirst() {
    try {
      of("first", Disposer.none(), Strategies.LEAK).close();
    } catch (Throwable unlinked) {
      // Then the first close takes longer; this class works all the same.
    }
  }

  private final ClaimableDisposal<T> disposal;

  private Backdrop(ClaimableDisposal<T> disposal) {
    this.disposal = disposal;
  }

  /**
   * Takes over a closeable value, which the strategy will release by closing it.
   *
   * @param <T> the type of the value
   * @param closeable the value; from now on the Backdrop's
   * @param strategy when and where it will be released
   * @return an open Backdrop
   * @throws NullPointerException when an argument is null; the value is then still the caller's
   */
  public static <T extends AutoCloseable> Backdrop<T> of(T closeable, BackdropStrategy strategy) {
    return of(closeable, Disposer.closing(), strategy);
  }

  /**
   * Takes over a value, which the strategy will release by means of the disposer.
   *
   * @param <T> the type of the value
   * @param value the value; from now on the Backdrop's
   * @param disposer how it will be released
   * @param strategy when and where it will be released
   * @return an open Backdrop
   * @throws NullPointerException when an argument is null; the value is then still the caller's
   */
  public static <T> Backdrop<T> of(
      T value, Disposer<? super T> disposer, BackdropStrategy strategy) {
    requireNonNull(value, "value");
    requireNonNull(disposer, "disposer");
    requireNonNull(strategy, "strategy");
    return new Backdrop<>(Tracking.disposal(value, disposer, strategy)).tracked();
  }

  private Backdrop<T> tracked() {
    disposal.handleMade();
    return this;
  }

  /**
   * {@return the value, which still belongs to this Backdrop} Costs a few reads, and no atomic
   * operation.
   *
   * @throws IllegalStateException when this is no longer open
   */
  public T get() {
    var value = disposal.valueIfOpen();
    if (value == null) {
      throw disposal.closed();
    }
    return value;
  }

  /**
   * Takes the value back: no disposal runs.
   *
   * @return the value, whose release is the caller's business from now on
   * @throws IllegalStateException when this is no longer open
   */
  public T unwrap() {
    return disposal.takeBack();
  }

  /**
   * Moves the value into a new Backdrop with another strategy, and so ends this one.
   *
   * @param strategy when and where the value will be released
   * @return an open Backdrop of the same value and disposer
   * @throws NullPointerException when the strategy is null; this stays open
   * @throws IllegalStateException when this is no longer open
   */
  public Backdrop<T> withStrategy(BackdropStrategy strategy) {
    requireNonNull(strategy, "strategy");
    // First: without memory, this stays open.
    var moved = new Backdrop<>(disposal.copyFor(strategy));
    disposal.moveOn();
    return moved.tracked();
  }

  /**
   * {@return the strategy that closing will use}
   *
   * @throws IllegalStateException when this is no longer open
   */
  public BackdropStrategy strategy() {
    var strategy = disposal.strategyIfOpen();
    if (strategy == null) {
      throw disposal.closed();
    }
    return strategy;
  }

  /** {@return whether the value is gone from here: closed, unwrapped, or moved on} */
  public boolean isClosed() {
    return disposal.strategyIfOpen() == null;
  }

  /**
   * Hands the value to the strategy; does nothing when this is no longer open. Costs one
   * compare-and-set and what the strategy's hand-off costs.
   *
   * <p>A strategy that refuses by throwing has not taken the value: it is released here, on the
   * calling thread. The refusal is logged, once for each combination of a strategy's name and a
   * class of exception.
   *
   * <p>Where the disposer of a refused value closes another value that is refused, and so on, these
   * nest 64 deep at most. Those that would be deeper are released after the deepest; what their
   * disposers throw is thrown to the closer of the deepest.
   *
   * @throws RuntimeException what the disposer threw, if it ran here; a checked exception as the
   *     cause of a {@link DisposalException}
   * @throws Error what the disposer threw, if it ran here; a {@link StackOverflowError} also when
   *     no stack was left to hand the value off, and then this is still open unless it was handed
   *     off all the same
   */
  @Override
  public void close() {
    disposal.close();
  }

  /**
   * Orders Backdrops as their values are ordered.
   *
   * {@snippet file="io/backdrop/Snippets.java" region="comparing"}
   *
   * @param <T> the type of the values
   * @param order the order of the values
   * @return the order of the Backdrops, which throws {@link IllegalStateException} when one that is
   *     no longer open is compared
   * @throws NullPointerException when the order is null
   */
  public static <T> Comparator<Backdrop<T>> comparing(Comparator<? super T> order) {
    requireNonNull(order, "order");
    return (left, right) -> order.compare(left.get(), right.get());
  }

  /**
   * {@return whether the other is a Backdrop of an equal value} One that is no longer open equals
   * itself.
   *
   * @throws IllegalStateException when one of two different Backdrops is no longer open
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof Backdrop<?> that && get().equals(that.get()));
  }

  /**
   * {@return the hash code of the value}
   *
   * @throws IllegalStateException when this is no longer open, so that a closed Backdrop which is
   *     still the key of a map does not go unseen
   */
  @Override
  public int hashCode() {
    return get().hashCode();
  }

  /** {@return what the value's {@code toString} says; the closed type when no longer open} */
  @Override
  public String toString() {
    var value = disposal.valueIfOpen();
    return value == null ? "closed " + disposal.type().getName() : value.toString();
  }
}
