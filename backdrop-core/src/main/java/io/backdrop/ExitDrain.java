package io.backdrop;

import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends the open trash threads when the JVM ends in an orderly way: when main returns, at {@code
 * System.exit}, at SIGTERM. Each gets to release what is pending, all of them together within a
 * limit, since a disposal that hangs must not keep the process alive.
 *
 * <p>A disposer that itself calls {@code System.exit} waits there for this, and so is not waited
 * for: another thread goes on in place of the one that it runs on. One that takes long is waited
 * for, but what is behind it is not to be lost for that: there another thread goes on as well.
 */
final class ExitDrain {

  private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);

  private static final Duration LIMIT = limitOf(System.getProperty("io.backdrop.exitSeconds"));

  /** How long all of them are waited for, twice, before each is looked at again. */
  private static final Duration POLL = Duration.ofMillis(5);

  /** How long those who are told what was lost may take. */
  private static final Duration TELLING = Duration.ofSeconds(1);

  /** When to try again where memory has ended, in nanoseconds. */
  private static final long RETRY_NANOS = 5_000_000;

  private static final Set<TrashThread> OPEN = ConcurrentHashMap.newKeySet();

  /**
   * Whether what is started from now on may not be drained. Written once, before the last look for
   * what was started.
   */
  private static volatile boolean late;

  static {
    addHook();
    load();
  }

  private ExitDrain() {}

  /** So many seconds. For anything that is not a number above 0, warns and takes the default. */
  static Duration limitOf(@Nullable String seconds) {
    if (seconds == null) {
      return DEFAULT_LIMIT;
    }
    try {
      long number = Long.parseLong(seconds);
      if (number > 0) {
        return Duration.ofSeconds(number);
      }
    } catch (NumberFormatException noNumber) {
      // As one that is not above 0.
    }
    Warnings.log(
        "The system property io.backdrop.exitSeconds is \"%s\"; it must be a whole number above 0. It is taken for %d."
            .formatted(seconds, DEFAULT_LIMIT.toSeconds()));
    return DEFAULT_LIMIT;
  }

  /** Does nothing itself: the hook is there once this class is initialized. */
  static void ensureHook() {}

  static void add(TrashThread thread) {
    OPEN.add(thread);
  }

  /** To be called after it was added: the drain looks once more after it has said it is late. */
  static void warnIfLate(TrashThread started) {
    if (late) {
      warn(started + " was started while the JVM ends; close it in time");
    }
  }

  /**
   * Whether a thread that is started now may be cut off. To be asked after its thread was added.
   */
  static boolean isLate() {
    return late;
  }

  static Set<TrashThread> open() {
    return OPEN;
  }

  static void remove(TrashThread thread) {
    OPEN.remove(thread);
  }

  /** A trash thread that is first started while the JVM is ending finds no hook to be had. */
  private static void addHook() {
    try {
      Runtime.getRuntime()
          .addShutdownHook(DaemonThreads.named("backdrop-exit").newThread(ExitDrain::drain));
    } catch (IllegalStateException ending) {
      late = true;
    }
  }

  /**
   * Reads the classes that only the end uses. By then a container may have closed their class
   * loader, or there may be no file descriptor left to read them by.
   */
  private static void load() {
    var lookup = MethodHandles.lookup();
    try {
      for (var type :
          List.of(
              Nanos.class,
              Deadline.class,
              HandlerCalls.class,
              Uninterruptibly.class,
              Uninterruptibly.TimedWait.class,
              Warnings.class,
              TrashThreadExit.class,
              Takeover.class,
              AwaitedConsumer.class,
              ResidueCount.class,
              Leftovers.GivenUp.class,
              UndrainedQueues.class,
              UndrainedQueues.Counted.class)) {
        lookup.ensureInitialized(type);
      }
    } catch (Throwable noMemory) {
      // Then the end reads them, where it still can.
    }
  }

  private static void drain() {
    var deadline = Deadline.in(Nanos.of(LIMIT));
    var begun = new HashSet<TrashThread>();
    var open = new HashSet<TrashThread>();
    drain(begun, open, deadline);
    late = true;
    begun.clear();
    drain(begun, open, deadline);
    giveUp(open);
  }

  /** Each is begun once, and is open until it has ended. */
  private static void drain(Set<TrashThread> begun, Set<TrashThread> open, Deadline deadline) {
    do {
      try {
        beginAll(begun, open);
        open.forEach(trash -> trash.exit().bypassThoseInTheWay());
        var share = POLL.dividedBy(Math.max(1, open.size()));
        open.removeIf(trash -> trash.exit().hasEnded(share));
      } catch (Throwable noMemory) {
        LockSupport.parkNanos(RETRY_NANOS); // What runs now may free some.
      }
    } while (!open.isEmpty() && !deadline.isOver());
  }

  private static void beginAll(Set<TrashThread> begun, Set<TrashThread> open) {
    for (var trash : OPEN) { // One may have just started.
      if (!begun.contains(trash)) {
        open.add(trash);
        begun.add(trash);
        trash.exit().begin();
      }
    }
  }

  /** What was left is lost, and it is said so. */
  private static void giveUp(Set<TrashThread> open) {
    var telling = new ArrayList<Thread>();
    open.forEach(trash -> HandlerCalls.call(() -> telling.add(giveUp(trash))));
    HandlerCalls.call(() -> giveUpUndrained(telling));
    var deadline = Deadline.in(TELLING.toNanos());
    for (var thread : telling) {
      Uninterruptibly.tryAwait(() -> thread.join(Duration.ofNanos(deadline.left())));
    }
  }

  private static void giveUpUndrained(List<Thread> telling) {
    var pending = UndrainedQueues.describePending();
    if (!pending.isEmpty()) {
      telling.add(
          tell(
              "Still pending as the JVM ends, which does not wait for these: " + pending,
              () -> {}));
    }
  }

  private static Thread giveUp(TrashThread trash) {
    var left = trash.giveUp();
    var message =
        "%s did not finish within %s at exit: %s".formatted(trash, LIMIT, describe(left.now()));
    return tell(message, () -> trash.tellListener(left));
  }

  /** Where nothing is lost, a thread may be in a listener, say, after the last disposal. */
  private static String describe(Residue lost) {
    return lost.isEmpty()
        ? "nothing was left to release, but a thread that does so for it had not ended by then"
        : "%d disposals of %d bytes were not released, %s"
            .formatted(lost.count(), lost.bytes(), lost.types());
  }

  /**
   * Says so by a thread that is not waited for long: what listens, or reads what is printed, may
   * never come back.
   */
  private static Thread tell(String message, Runnable listener) {
    Runnable telling =
        () -> {
          System.err.println(message); // A logger may have been shut down by a hook of its own.
          listener.run();
          Warnings.logPrinted(message);
        };
    try {
      var thread = DaemonThreads.named("backdrop-exit-report").newThread(telling);
      thread.start();
      return thread;
    } catch (Throwable noThread) {
      System.err.println(message);
      throw noThread;
    }
  }

  private static void warn(String message) {
    System.err.println(message); // As above.
    Warnings.logPrinted(message);
  }
}
