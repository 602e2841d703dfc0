package io.backdrop;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Runs a kind of hand-off through before anyone waits for it. In a JVM that has just started the
 * first close would otherwise link the {@code VarHandle}s, load what it comes across, and be
 * interpreted; and one of the next would pay for entering what the compiler has made meanwhile.
 *
 * <p>Takes some ten milliseconds, once for each kind of strategy.
 */
final class Rehearsal {

  private static final Set<Class<?>> DONE = ConcurrentHashMap.newKeySet();

  /** Enough for the first compiler to take notice. */
  private static final int HAND_OFFS = 2000;

  private Rehearsal() {}

  /**
   * Rehearses a kind of strategy, the first time that it is asked to, on one that nobody else uses.
   */
  static void once(Class<?> kind, Supplier<? extends BackdropStrategy> strategies) {
    once(kind, strategies, HAND_OFFS);
  }

  static void once(Class<?> kind, Supplier<? extends BackdropStrategy> strategies, int times) {
    if (DONE.add(kind)) {
      var strategy = strategies.get();
      perform(strategy, times);
      end(strategy);
    }
  }

  /** Rehearses it from a virtual thread as well: to start one from there takes other code. */
  static void onceForVirtualThreads(
      Class<?> kind, Supplier<? extends BackdropStrategy> strategies) {
    if (DONE.add(kind)) {
      var strategy = strategies.get();
      perform(strategy, HAND_OFFS);
      var closer = Thread.ofVirtual().start(() -> perform(strategy, HAND_OFFS));
      Uninterruptibly.await(closer::join);
    }
  }

  private static void perform(BackdropStrategy strategy, int times) {
    compile(strategy, times);
    link(strategy);
  }

  private static void end(BackdropStrategy strategy) {
    if (strategy instanceof TrashThread thread) {
      thread.close();
    } else if (strategy instanceof TrashQueue queue) {
      queue.close();
    }
  }

  /**
   * Makes the compiler translate the hand-off. It gets to see other strategies and disposers too:
   * where there is but one it would take it for the only one, and start anew at the sight of a
   * second, which would be the user's. They are few and come second, so that it still takes this
   * strategy for the usual one, and calls it directly.
   */
  private static void compile(BackdropStrategy strategy, int times) {
    for (int i = 0; i < times; i++) {
      close(new One(), strategy);
      if (i % 32 == 0) {
        close(new Other(), Strategies.TRIVIAL);
        close(new One(), Strategies.LEAK);
      }
    }
  }

  /**
   * Calls what the compiler has made, so that the calls in it get linked. It compiles in the
   * background, hence the pauses; and the loop above runs a copy of its own with all calls inlined,
   * so this method must be called too seldom to be compiled itself.
   */
  private static void link(BackdropStrategy strategy) {
    for (int i = 0; i < 10; i++) {
      LockSupport.parkNanos(1_000_000);
      enter(strategy);
    }
  }

  private static void enter(BackdropStrategy strategy) {
    // Not another disposer: the compiler keeps two kinds apart, and the second is to be the user's.
    close(new One(), strategy);
  }

  private static void close(Disposer<Object> disposer, BackdropStrategy strategy) {
    Backdrop.of(DONE, disposer, strategy).close();
  }

  private record One() implements Disposer<Object> {
    @Override
    public void dispose(Object value) {}
  }

  private record Other() implements Disposer<Object> {
    @Override
    public void dispose(Object value) {}
  }
}
