package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A place for the current version of something that is replaced while others use it: an index, a
 * model, a routing table, a configuration.
 *
 * {@snippet file="io/backdrop/Snippets.java" region="swap"}
 *
 * <p>Whoever {@linkplain #load() loads} gets a handle that stays valid however often the content is
 * replaced meanwhile. A version that was replaced goes to its strategy when the last of those who
 * loaded it closes its handle.
 *
 * <p>Thread-safe. Readers take no lock and wait for nobody: a load costs a read and an addition to
 * the count of the current version. Only where that version was replaced and released between the
 * two, it tries again with the next. What was done to a version before it was stored happens-before
 * what is done by those who load it.
 *
 * @param <T> the type of the content
 */
public final class ArcSwap<T> implements AutoCloseable {

  private static final VarHandle CURRENT;

  static {
    try {
      var lookup = MethodHandles.lookup();
      CURRENT = lookup.findVarHandle(ArcSwap.class, "current", SharedDisposal.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
    linkFirst();
  }

  /** Links what the first replacement would otherwise have to wait for. */
  private static void linkFirst() {
    try (var first = new ArcSwap<>(Arc.of("first", Disposer.none(), Strategies.LEAK))) {
      first.store(Arc.of("second", Disposer.none(), Strategies.LEAK));
      first.load().close();
    } catch (Throwable unlinked) {
      // Then that one takes longer; this class works all the same.
    }
  }

  /** The current version, of which this place has one share; null once closed. Any thread. */
  private volatile @Nullable SharedDisposal<T> current;

  private final Class<?> type;

  /**
   * A place with content.
   *
   * @param content the first version; its handle is consumed
   * @throws NullPointerException when the content is null
   * @throws IllegalStateException when its handle is closed
   */
  public ArcSwap(Arc<T> content) {
    requireNonNull(content, "content");
    type = content.shared.type();
    StackRoom.ensureForOne(); // Once it has a share, this must get to the caller.
    current = content.retain();
    content.close();
  }

  /**
   * {@return a handle on the current version, the caller's to close}
   *
   * @throws IllegalStateException when this is closed, or a version has a billion handles
   */
  public Arc<T> load() {
    var version = retained();
    try {
      // Not in the loop above: then the compiler could not do without the object.
      return new Arc<>(version).tracked();
    } catch (Throwable noMemory) {
      version.giveBack();
      throw noMemory;
    }
  }

  private SharedDisposal<T> retained() {
    while (true) {
      var version = version();
      if (version.tryRetain()) {
        return version;
      }
    }
  }

  /**
   * Replaces the content. The version before goes to its strategy as soon as nobody uses it. Do not
   * call this where the stack is about to end: the version before may then be lost.
   *
   * <p>Where this throws because another thread has {@linkplain #close() closed} this place, the
   * new version is still the caller's to close. So where that may happen, keep its handle in a
   * variable, and not in the argument alone; closing it does nothing once it was stored:
   *
   * {@snippet file="io/backdrop/Snippets.java" region="swapWhereClosed"}
   *
   * @param updated the new version; its handle is consumed
   * @throws NullPointerException when the new version is null
   * @throws IllegalStateException when this is closed, or the handle; the handle then stays as it
   *     is
   * @throws RuntimeException what a disposer threw, if it ran here; the content is replaced
   * @throws Error what a disposer threw, if it ran here; the content is replaced
   */
  public void store(Arc<T> updated) {
    swap(updated).close();
  }

  /**
   * Replaces the content, and keeps the version before.
   *
   * @param updated the new version; its handle is consumed
   * @return a handle on the version before, the caller's to close
   * @throws NullPointerException when the new version is null
   * @throws IllegalStateException when this is closed, or the handle; the handle then stays as it
   *     is
   * @throws RuntimeException what a disposer threw, if it ran here; the content is replaced
   * @throws Error what a disposer threw, if it ran here; the content is replaced
   */
  public Arc<T> swap(Arc<T> updated) {
    requireNonNull(updated, "updated");
    while (true) {
      var version = version();
      var before = new Arc<>(version);
      if (replace(version, updated)) {
        before.tracked();
        closeReplacing(updated, before);
        return before;
      }
    }
  }

  /**
   * Replaces the content, if it is a certain version.
   *
   * @param expected a handle on that version; stays open, unless it is also the updated one
   * @param updated the new version; its handle is consumed if this returns true
   * @return whether the content was replaced
   * @throws NullPointerException when an argument is null
   * @throws IllegalStateException when this is closed, or one of the handles; they then stay as
   *     they are
   * @throws RuntimeException what a disposer threw, if it ran here; the content is replaced
   * @throws Error what a disposer threw, if it ran here; the content is replaced
   */
  public boolean compareAndSet(Arc<T> expected, Arc<T> updated) {
    requireNonNull(expected, "expected");
    requireNonNull(updated, "updated");
    version(); // Throws where this place is closed; the next line, where that handle is.
    expected.get();
    var before = new Arc<>(expected.shared);
    if (!replace(before.shared, updated)) {
      return false;
    }
    before.tracked();
    closeReplacing(updated, before);
    before.close();
    return true;
  }

  /** The place takes a share of its own; the handle is to be closed after that. */
  private boolean replace(SharedDisposal<T> seen, Arc<T> updated) {
    var share = updated.retain();
    if (!CURRENT.compareAndSet(this, seen, share)) {
      share.giveBack();
      return false;
    }
    return true;
  }

  /**
   * The handle has been stored, and its place has a share of its own. Where the version was
   * replaced again meanwhile, this may be the last one, and its disposer may throw.
   */
  private static void closeReplacing(Arc<?> updated, Arc<?> before) {
    try {
      updated.close();
    } catch (Throwable failure) {
      try (before) {
        throw failure;
      }
    }
  }

  /**
   * Replaces the content by what is made of it. Where another thread replaces it meanwhile, what
   * was made goes to its strategy, and the function is called again.
   *
   * @param update makes the next version out of the current one, which it must not close; called
   *     once or more
   * @throws NullPointerException when the function is null or returns null
   * @throws IllegalStateException when this is closed
   * @throws RuntimeException what the function threw, and nothing is replaced; or what a disposer
   *     threw, if it ran here
   * @throws Error as that
   */
  public void update(Function<? super T, Arc<T>> update) {
    requireNonNull(update, "update");
    while (true) {
      try (var seen = load();
          var updated = requireNonNull(update.apply(seen.get()), "the updated version")) {
        if (compareAndSet(seen, updated)) {
          return;
        }
      }
    }
  }

  /** {@return whether this was closed} */
  public boolean isClosed() {
    return current == null;
  }

  /**
   * Lets go of the current version, which goes to its strategy as soon as nobody uses it; handles
   * that were loaded stay valid. Does nothing when that has been done.
   *
   * @throws RuntimeException what the disposer threw, if it ran here
   * @throws Error what the disposer threw, if it ran here; a {@link StackOverflowError} also when
   *     no stack was left to hand the version off, and then this is still open
   */
  @Override
  @SuppressWarnings("unchecked")
  public void close() {
    SharedDisposal<T> last = null;
    try {
      last = (SharedDisposal<T>) CURRENT.getAndSet(this, null);
      if (last != null) {
        last.giveBack();
      }
    } catch (StackOverflowError noStack) {
      if (last != null && last.strategy != null && last.disposer != null) {
        if (last.count < 0) { // As in Arc.close.
          last.count = 1;
        }
        current = last;
      }
      throw noStack;
    }
  }

  private SharedDisposal<T> version() {
    var version = current;
    if (version == null) {
      throw new IllegalStateException(
          "This ArcSwap of " + type.getName() + " was closed; use it before that");
    }
    return version;
  }

  @Override
  public String toString() {
    return (isClosed() ? "closed " : "") + "ArcSwap of " + type.getName();
  }
}
