package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/** The strategies of few lines. Each has a name to show in logs, which a lambda would not. */
final class Strategies {

  static final BackdropStrategy TRIVIAL = new Trivial();
  static final BackdropStrategy LEAK = new Leak();

  private static final BackdropStrategy VIRTUAL_THREAD = new VirtualThread();

  /** All have the same name: to number them would take the closer's time. */
  private static final ThreadFactory PLATFORM_THREADS =
      Thread.ofPlatform()
          .name("backdrop-disposal")
          .daemon(false)
          .inheritInheritableThreadLocals(false)
          .factory();

  private static final BackdropStrategy PLATFORM_THREAD = new PlatformThread();

  /** So many rehearsals where each starts a platform thread, which takes long. */
  private static final int FEW = 50;

  private Strategies() {}

  static BackdropStrategy trivial() {
    Rehearsal.once(Trivial.class, () -> TRIVIAL);
    return TRIVIAL;
  }

  static BackdropStrategy leak() {
    Rehearsal.once(Leak.class, () -> LEAK);
    return LEAK;
  }

  static BackdropStrategy threadPerDisposal() {
    Rehearsal.once(ThreadFactory.class, () -> PLATFORM_THREADS::newThread); // None is started.
    Rehearsal.once(PlatformThread.class, () -> PLATFORM_THREAD, FEW);
    return PLATFORM_THREAD;
  }

  static BackdropStrategy virtualThread() {
    Rehearsal.onceForVirtualThreads(VirtualThread.class, () -> VIRTUAL_THREAD);
    return VIRTUAL_THREAD;
  }

  static BackdropStrategy virtualThreads(int maxConcurrent) {
    Rehearsal.onceForVirtualThreads(VirtualThreads.class, () -> new VirtualThreads(1));
    var strategy = new VirtualThreads(maxConcurrent);
    UndrainedQueues.add(strategy);
    return strategy;
  }

  static BackdropStrategy on(Executor executor) {
    Rehearsal.once(On.class, () -> new On(Runnable::run));
    return new On(executor);
  }

  private record Trivial() implements BackdropStrategy {
    @Override
    public void execute(Disposal disposal) {
      disposal.run();
    }
  }

  private record Leak() implements BackdropStrategy {
    @Override
    public void execute(Disposal disposal) {
      requireNonNull(disposal, "disposal");
    }
  }

  private record PlatformThread() implements BackdropStrategy {
    @Override
    public void execute(Disposal disposal) {
      requireNonNull(disposal, "disposal"); // Here, not in the thread.
      PLATFORM_THREADS.newThread(() -> runAfterCloser(disposal)).start();
    }

    /**
     * Yields first: where all cores are busy, a new thread may take that of its closer, which has
     * less time.
     */
    @SuppressWarnings("ThreadPriorityCheck") // Only the time depends on it.
    private static void runAfterCloser(Disposal disposal) {
      Thread.yield();
      disposal.run();
    }
  }

  private record VirtualThread() implements BackdropStrategy {
    @Override
    public void execute(Disposal disposal) {
      VirtualThreads.FACTORY.newThread(disposal).start();
    }
  }

  record On(Executor executor) implements BackdropStrategy {
    @Override
    public void execute(Disposal disposal) {
      executor.execute(disposal);
    }
  }

  record Debug(BackdropStrategy inner) implements BackdropStrategy {
    @Override
    public void execute(Disposal disposal) {
      requireNonNull(disposal, "disposal");
      tell(disposal);
      inner.execute(disposal);
    }

    private void tell(Disposal disposal) {
      try {
        System.getLogger("io.backdrop")
            .log(Level.INFO, () -> "Handing " + describe(disposal) + " to " + inner);
      } catch (Throwable untold) { // A logger that fails is no reason to refuse the value.
      }
    }

    private static String describe(Disposal disposal) {
      try {
        return disposal.type().getName() + " " + disposal.value();
      } catch (Throwable unprintable) { // Nor is this one.
        return disposal.type().getName() + " (its toString failed: " + unprintable.getClass() + ")";
      }
    }
  }
}
