package io.backdrop;

import java.lang.ref.Cleaner.Cleanable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/** Looks after the handles on values that were wrapped within a {@link HandleScope}. */
final class ScopeWatcher implements Watcher {

  /** The innermost scope in which the thread is, or once was: threads outlive what they inherit. */
  private static final InheritableThreadLocal<@Nullable ScopeWatcher> CURRENT =
      new InheritableThreadLocal<>();

  private final Thread opener = Thread.currentThread();

  /** Null or open when this is opened. Written by threads that open further scopes in this. */
  private volatile @Nullable ScopeWatcher outer = CURRENT.get();

  /** In the order in which the handles were made. Guarded by itself. */
  private final Set<Watch> watched = new LinkedHashSet<>();

  /** Written with the lock on what is watched. */
  private volatile boolean closed;

  private ScopeWatcher() {
    passOverClosed();
  }

  /** So no more scopes are kept than are open, whoever closes them and in whatever order. */
  private void passOverClosed() {
    for (@Nullable ScopeWatcher scope = this; scope != null; scope = scope.outer) {
      scope.outer = openFrom(scope.outer);
    }
  }

  private static @Nullable ScopeWatcher openFrom(@Nullable ScopeWatcher innermost) {
    var scope = innermost;
    while (scope != null && scope.closed) {
      scope = scope.outer;
    }
    return scope;
  }

  static ScopeWatcher open() {
    var opened = new ScopeWatcher();
    CURRENT.set(opened);
    Tracking.scopeOpened();
    return opened;
  }

  static @Nullable ScopeWatcher ofCurrentThread() {
    var scope = CURRENT.get();
    while (scope != null && !scope.includesCurrentThread()) {
      scope = scope.outer;
    }
    return scope;
  }

  /**
   * The workers of a fork-join pool inherit from whoever happened to need them first, and then
   * serve everybody.
   */
  private boolean includesCurrentThread() {
    var thread = Thread.currentThread();
    return !closed && (thread == opener || !(thread instanceof ForkJoinWorkerThread));
  }

  void close() {
    synchronized (watched) {
      if (closed) {
        return;
      }
      closed = true;
      watched.clear();
    }
    Tracking.scopeClosed();
    leave();
  }

  /** Closed by another thread, or not in order, it is passed over from now on. */
  private void leave() {
    if (CURRENT.get() == this) {
      var open = openFrom(outer);
      if (open == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(open);
      }
    }
  }

  List<Watch> stillOpen() {
    synchronized (watched) {
      return watched.stream().filter(Watch::isOpen).toList();
    }
  }

  /** A value that outlives the scope costs no more after it. */
  @Override
  public boolean wants(int handlesBefore) {
    return !closed;
  }

  @Override
  public Trace trace(String what, Class<?> type) {
    return new Trace(what, type);
  }

  @Override
  public Cleanable watch(Trail trail, Watch watch) {
    synchronized (watched) {
      if (!closed) {
        watched.add(watch);
      }
    }
    return () -> forget(watch);
  }

  private void forget(Watch watch) {
    synchronized (watched) {
      watched.remove(watch);
    }
  }
}
