package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One of several handles on a shared value, which is released when the last of them closes.
 *
 * {@snippet file="io/backdrop/Snippets.java" region="arc"}
 *
 * <p>Give each owner a handle of its own by {@link #share()}. A handle closes once, however often
 * and from however many threads {@link #close()} is called, so no owner can give back what another
 * one holds. All handles have one strategy in common, given when the value was wrapped: the last of
 * them hands the value to that, whichever it is.
 *
 * <p>Using a handle after it was closed or consumed is an {@link IllegalStateException} that names
 * the type of the value, even while other handles are open. {@link #equals}, {@link #hashCode} and
 * {@link #toString} are those of the value.
 *
 * <p>Thread-safe, as far as the value is: a handle may even be shared or closed while another
 * thread closes it. What any thread did to the value before it closed its handle happens-before the
 * release. Do not synchronize on a handle: that keeps others from closing it.
 *
 * <p>Where references are compressed, a handle takes 24 bytes of heap, and none where the compiler
 * sees that it is used in one method alone. What the handles share takes 32 bytes.
 *
 * @param <T> the type of the value
 */
public final class Arc<T> implements AutoCloseable {

  private static final VarHandle CLOSED;

  static {
    try {
      CLOSED = MethodHandles.lookup().findVarHandle(Arc.class, "closed", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
    linkFirst();
  }

  /** Links what the first close of a last handle would otherwise have to wait for. */
  private static void linkFirst() {
    try (var first = of("first", Disposer.none(), Strategies.LEAK)) {
      first.share().close();
    } catch (Throwable unlinked) {
      // Then that one takes longer; this class works all the same.
    }
  }

  final SharedDisposal<T> shared;

  /**
   * Whether this has given its share back. Set with the monitor of this held, which nobody else has
   * reason to wait for, and which the compiler removes together with a handle that does not escape;
   * it could remove neither a compare-and-set nor the fences of a volatile field. Where the stack
   * ends after that, whoever has set it unsets it, without the monitor: nobody else writes it
   * meanwhile.
   *
   * <p>Read without it, and opaquely, which is enough: {@link #get} reads the value before, and
   * with acquire. Whoever has seen the value overwritten sees the disposer gone, for which {@link
   * #isOpen} looks where this is not set. Whether a further share is to be had, the count decides.
   */
  private boolean closed;

  /** What leak detection watches of this handle. */
  private final Trail trail;

  /** Takes over a share, {@linkplain #tracked() tracked} once it is counted. */
  Arc(SharedDisposal<T> shared) {
    this.shared = shared;
    this.trail = shared.trail();
  }

  /**
   * To be called once the share is counted: from then on, this is a leak where it is lost; before,
   * it may be dropped. Takes fewer frames than to count the share did, so the stack is enough.
   */
  Arc<T> tracked() {
    trail.begin();
    return this;
  }

  /**
   * Takes over a closeable value, which the strategy will release by closing it.
   *
   * @param <T> the type of the value
   * @param closeable the value; from now on the handles'
   * @param strategy when and where it will be released
   * @return the first handle
   * @throws NullPointerException when an argument is null; the value is then still the caller's
   */
  public static <T extends AutoCloseable> Arc<T> of(T closeable, BackdropStrategy strategy) {
    return of(closeable, Disposer.closing(), strategy);
  }

  /**
   * Takes over a value, which the strategy will release by means of the disposer.
   *
   * @param <T> the type of the value
   * @param value the value; from now on the handles'
   * @param disposer how it will be released
   * @param strategy when and where it will be released
   * @return the first handle
   * @throws NullPointerException when an argument is null; the value is then still the caller's
   */
  public static <T> Arc<T> of(T value, Disposer<? super T> disposer, BackdropStrategy strategy) {
    requireNonNull(value, "value");
    requireNonNull(disposer, "disposer");
    requireNonNull(strategy, "strategy");
    return new Arc<>(Tracking.shared(value, disposer, strategy)).tracked();
  }

  /**
   * {@return the value, to use while this handle is open} Costs a few reads, and no atomic
   * operation.
   *
   * @throws IllegalStateException when this handle is closed
   */
  public T get() {
    // In this order: while this is open the value is there, so it was when it was read.
    var value = shared.peek();
    checkOpen();
    return value;
  }

  /**
   * {@return a further handle on the same value} Costs one atomic addition.
   *
   * @throws IllegalStateException when this handle is closed, or a billion handles are open
   */
  public Arc<T> share() {
    var handle = new Arc<>(shared); // First: without memory, nothing is counted.
    retain();
    return handle.tracked();
  }

  /**
   * Makes many handles by one change of the count. The caller has to close each of them.
   *
   * @param handles how many
   * @return so many further handles
   * @throws IllegalArgumentException when the number is negative
   * @throws IllegalStateException when this handle is closed, or a billion handles would be open
   */
  public List<Arc<T>> share(int handles) {
    if (handles < 0) {
      throw new IllegalArgumentException(
          "The number of handles is " + handles + "; it must not be negative");
    }
    checkOpen();
    shared.checkRoom(handles);
    var made = new ArrayList<Arc<T>>(handles);
    for (int i = 0; i < handles; i++) {
      made.add(new Arc<>(shared));
    }
    StackRoom.ensureForOne(); // What has been counted must get to the caller.
    if (!shared.tryRetain(handles)) {
      throw closed();
    }
    for (int i = 0; i < handles; i++) { // By index: an iterator takes memory.
      made.get(i).tracked();
    }
    return made;
  }

  /**
   * {@return a further handle, or none where this one was closed meanwhile} For a cache, whose
   * look-up may find what is just being evicted. Costs one atomic addition.
   *
   * @throws IllegalStateException when a billion handles are open
   */
  public Optional<Arc<T>> tryShare() {
    var handle = Optional.of(new Arc<>(shared)); // First, as above.
    if (!isOpen() || !shared.tryRetain()) {
      return Optional.empty();
    }
    handle.get().tracked();
    return handle;
  }

  /**
   * Takes the value back, if this is the only handle: no disposal runs. Else this stays open.
   *
   * @return the value, whose release is the caller's business from now on; none while others share
   *     it
   * @throws IllegalStateException when this handle is closed
   */
  public Optional<T> tryUnwrap() {
    return tryTake("unwrapped");
  }

  private Optional<T> tryTake(String how) {
    var value = Optional.of(get()); // First: without memory, this stays open.
    synchronized (this) {
      checkOpen();
      if (!shared.tryEnd()) {
        return Optional.empty();
      }
      closed = true;
    }
    try {
      trail.end(how);
      shared.takeBack();
    } catch (StackOverflowError noStack) {
      if (shared.strategy != null) {
        shared.count = 1; // As in close.
        closed = false;
      }
      throw noStack;
    }
    return value;
  }

  /**
   * Makes the value one's own, if this is the only handle: ends it in favour of a {@link
   * UniqueArc}. Else this stays open.
   *
   * @return the sole owner of the value; none while others share it
   * @throws IllegalStateException when this handle is closed
   */
  public Optional<UniqueArc<T>> tryUnique() {
    // With a count of its own: a thread may be about to add to the old one.
    var owner = Optional.of(new UniqueArc<>(shared.alike(get())));
    if (tryTake("made unique").isEmpty()) {
      return Optional.empty();
    }
    owner.get().tracked();
    return owner;
  }

  /**
   * Ends this handle in favour of a sole owner: of the value, if this is the only handle, else of a
   * copy that has the same disposer and strategy. Clone on write.
   *
   * @param copier makes the copy; when it throws, this stays open
   * @return the sole owner
   * @throws NullPointerException when the copier or the copy is null
   * @throws IllegalStateException when this handle is closed
   * @throws RuntimeException what the copier threw; or what a disposer threw, if this was the last
   *     handle by then and the value was released here: the copy is closed then as well
   */
  public UniqueArc<T> makeUnique(UnaryOperator<T> copier) {
    requireNonNull(copier, "copier");
    var owner = tryUnique();
    return owner.isPresent() ? owner.get() : copyAndClose(copier);
  }

  private UniqueArc<T> copyAndClose(UnaryOperator<T> copier) {
    var alike = shared.alike(get()); // First: the value may be gone by the time there is a copy,
    var copy = new UniqueArc<>(alike); // and so may memory.
    alike.value = requireNonNull(copier.apply(get()), "the copy");
    VarHandle.releaseFence(); // As a constructor's: who gets the handle by a race sees the copy.
    copy.tracked();
    try {
      close();
      return copy;
    } catch (Throwable failure) {
      try (copy) {
        throw failure;
      }
    }
  }

  /**
   * {@return whether this is the only handle; another thread may change that at any time}
   *
   * @throws IllegalStateException when this handle is closed
   */
  public boolean isUnique() {
    return count() == 1;
  }

  /**
   * {@return how many handles are open; other threads may change that at any time}
   *
   * @throws IllegalStateException when this handle is closed
   */
  public int count() {
    checkOpen();
    return shared.count();
  }

  /**
   * {@return whether the other is a handle on the same value, and not on an equal one}
   *
   * @param other another handle, open or closed
   * @throws NullPointerException when the other is null
   */
  public boolean sharesWith(Arc<?> other) {
    return shared == requireNonNull(other, "other").shared;
  }

  /**
   * {@return the strategy that the last handle to close will use}
   *
   * @throws IllegalStateException when this handle is closed
   */
  public BackdropStrategy strategy() {
    var strategy = shared.strategyIfOpen();
    if (strategy == null || !isOpen()) {
      throw closed();
    }
    return strategy;
  }

  /** {@return whether this handle was closed or consumed} */
  public boolean isClosed() {
    return !isOpen();
  }

  /**
   * Closes this handle; does nothing when that has been done. The last handle hands the value to
   * the strategy. Costs one atomic addition and, where the handle has left its method, a lock that
   * nobody else takes; in the last one, what the hand-off costs as well.
   *
   * <p>A strategy that refuses by throwing has not taken the value: it is released here, on the
   * calling thread. The refusal is logged, once for each combination of a strategy's name and a
   * class of exception.
   *
   * @throws RuntimeException what the disposer threw, if it ran here; a checked exception as the
   *     cause of a {@link DisposalException}
   * @throws Error what the disposer threw, if it ran here; a {@link StackOverflowError} also when
   *     no stack was left to hand the value off, and then this is still open unless it was handed
   *     off all the same
   */
  @Override
  public void close() {
    boolean mine = false;
    try {
      boolean last;
      synchronized (this) {
        if (closed) {
          return;
        }
        mine = true;
        closed = true;
        trail.end("closed"); // Before the release: a stack that ends in here changes nothing.
        last = shared.release();
      }
      if (last) {
        shared.close();
      }
    } catch (StackOverflowError noStack) {
      if (mine && shared.strategy != null && shared.disposer != null) {
        // Nobody took the value, so all is as before. No call here: it would need stack as well.
        if (shared.count < 0) { // Else others have shares as well, and count.
          shared.count = 1;
        }
        closed = false;
      }
      throw noStack;
    }
  }

  /** Ends this handle in favour of another one. */
  synchronized Arc<T> move() {
    checkOpen();
    var moved = new Arc<>(shared);
    trail.end("shared"); // Before this ends: a stack that ends in here changes nothing.
    closed = true;
    return moved.tracked();
  }

  /** Takes a further share, for the caller to give back. */
  SharedDisposal<T> retain() {
    checkOpen();
    if (!shared.tryRetain()) {
      throw closed();
    }
    return shared;
  }

  private void checkOpen() {
    if (!isOpen()) {
      throw closed();
    }
  }

  private IllegalStateException closed() {
    return trail.explain(shared.closed());
  }

  /**
   * Waits for whoever is closing this: once it is said to be closed, it is not counted any more. A
   * handle whose value is gone counts as closed though it is not marked so: its closer's stack had
   * ended, and the value was released all the same, or the mark cannot be seen yet.
   */
  private boolean isOpen() {
    if (!(boolean) CLOSED.getOpaque(this)) {
      return shared.disposer != null;
    }
    synchronized (this) {
      return !closed;
    }
  }

  /**
   * Orders handles as their values are ordered.
   *
   * @param <T> the type of the values
   * @param order the order of the values
   * @return the order of the handles, which throws {@link IllegalStateException} when a closed one
   *     is compared
   * @throws NullPointerException when the order is null
   */
  public static <T> Comparator<Arc<T>> comparing(Comparator<? super T> order) {
    requireNonNull(order, "order");
    return (left, right) -> order.compare(left.get(), right.get());
  }

  /**
   * {@return whether the other is a handle on an equal value} A closed one equals itself.
   *
   * @throws IllegalStateException when one of two different handles is closed
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof Arc<?> that && get().equals(that.get()));
  }

  /**
   * {@return the hash code of the value}
   *
   * @throws IllegalStateException when this handle is closed
   */
  @Override
  public int hashCode() {
    return get().hashCode();
  }

  /** {@return what the value's {@code toString} says; the closed type when this is closed} */
  @Override
  public String toString() {
    var value = shared.peek();
    return isOpen() ? value.toString() : "closed " + shared.type().getName();
  }
}
