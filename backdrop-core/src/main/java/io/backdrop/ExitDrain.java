package io.backdrop;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends the open trash threads when the JVM ends in an orderly way: when main returns, at {@code
 * System.exit}, at SIGTERM. Each gets to release what is pending, all of them together within ten
 * seconds, since a disposal that hangs must not keep the process alive.
 *
 * <p>A disposer that itself calls {@code System.exit} waits there for this, and so is not waited
 * for: another thread goes on in place of the one that it runs on. One that takes long is waited
 * for, but what is behind it is not to be lost for that: there another thread goes on as well.
 */
final class ExitDrain {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Where disposals take longer, another thread goes on with what is behind them. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** How long each is waited for before it is looked at what the others do. */
  private static final Duration LOOK = Duration.ofMillis(5);

  private static final Set<TrashThread> OPEN = ConcurrentHashMap.newKeySet();

  /** Who still ran something of those that had ended. For the thread of the drain. */
  private static final Map<TrashThread, Set<QueueConsumer>> LATE = new HashMap<>();

  /** Of which it was said that they cannot go on. For the thread of the drain. */
  private static final Set<TrashThread> WARNED = new HashSet<>();

  /** Whether nobody drains what is started from now on. */
  private static volatile boolean over;

  static {
    addHook();
  }

  private ExitDrain() {}

  static void add(TrashThread thread) {
    OPEN.add(thread);
  }

  /** To be called after it was added: the drain looks once more after it has said it is over. */
  static void warnIfOver(TrashThread started) {
    if (over) {
      warn(started + " was started while the JVM ends; close it in time");
    }
  }

  static void remove(TrashThread thread) {
    OPEN.remove(thread);
  }

  /** A trash thread that is first started while the JVM is ending finds no hook to be had. */
  private static void addHook() {
    try {
      Runtime.getRuntime()
          .addShutdownHook(TrashThreadBuilder.named("backdrop-exit").newThread(ExitDrain::drain));
    } catch (IllegalStateException ending) {
      over = true;
    }
  }

  private static void drain() {
    var deadline = Deadline.in(LIMIT.toNanos());
    var open = new HashSet<TrashThread>();
    drain(open, deadline);
    over = true;
    drain(open, deadline);
    open.forEach(ExitDrain::giveUp);
  }

  private static void drain(Set<TrashThread> open, Deadline deadline) {
    do {
      try {
        OPEN.stream().filter(open::add).forEach(ExitDrain::begin); // One may have just started.
        open.forEach(ExitDrain::bypassThoseInTheWay);
        open.removeIf(ExitDrain::hasEnded);
      } catch (Throwable noMemory) {
        LockSupport.parkNanos(LOOK.toNanos()); // What runs now may free some.
      }
    } while (!open.isEmpty() && !deadline.isOver());
  }

  /** Where memory ends, one may take longer, and the others must not suffer from it. */
  private static void begin(TrashThread thread) {
    try {
      thread.beginExit();
    } catch (Throwable failure) {
      Warnings.log(thread + " cannot be hastened", failure);
    }
  }

  /** Where no thread can be started now, one may be later; else what was left is given up. */
  private static void bypassThoseInTheWay(TrashThread thread) {
    try {
      if (thread.bypassThoseInTheWay(PATIENCE.toNanos())) {
        LATE.remove(thread); // Those who replace them have joined.
      }
    } catch (Throwable noThread) {
      if (WARNED.add(thread)) {
        Warnings.log(thread + " cannot go on", noThread);
      }
    }
  }

  private static boolean hasEnded(TrashThread thread) {
    boolean ended =
        Uninterruptibly.tryAwait(() -> thread.awaitEndAtExit(Deadline.in(LOOK.toNanos())));
    return (ended || thread.isGivenUp()) && isOverForThoseWhoWereLate(thread);
  }

  /** What they run may close more. Who comes only now is not waited for: there may be no end. */
  private static boolean isOverForThoseWhoWereLate(TrashThread thread) {
    var late = LATE.computeIfAbsent(thread, TrashThread::consumersNow);
    late.retainAll(thread.consumersNow());
    if (late.isEmpty() && !thread.isDrainedLate() && thread.hasNothingLeft()) {
      return true;
    }
    LockSupport.parkNanos(LOOK.toNanos());
    return false;
  }

  private static void giveUp(TrashThread thread) {
    var lost = thread.giveUp();
    var message =
        "%s did not finish within %s at exit: %d disposals of %d bytes are lost, %s"
            .formatted(thread, LIMIT, lost.count(), lost.bytes(), lost.types());
    warn(message);
  }

  private static void warn(String message) {
    System.err.println(message); // A logger may have been shut down by a hook of its own.
    Warnings.log(message);
  }
}
