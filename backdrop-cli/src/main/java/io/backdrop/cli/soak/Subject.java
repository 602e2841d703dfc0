package io.backdrop.cli.soak;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.backdrop.Residue;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;

/** A strategy that is held to its promises, and what its user has to do for it. */
abstract class Subject implements BackdropStrategy {

  private final SubjectKind kind;
  private final LongAdder taken = new LongAdder();

  Subject(SubjectKind kind) {
    this.kind = kind;
  }

  /**
   * Hands on, and counts what was taken. Where a failure comes back, the disposal did run; one that
   * is refused by where it goes when there is no room has been taken before.
   */
  @Override
  public final void execute(Disposal disposal) {
    try {
      hand(disposal);
    } catch (RuntimeException | Error failure) {
      if (SeenFailures.isPlanned(failure) || failure instanceof RejectedExecutionException) {
        taken.increment();
      }
      throw failure;
    }
    taken.increment();
  }

  abstract void hand(Disposal disposal);

  final SubjectKind kind() {
    return kind;
  }

  /** How many disposals it was given and did not refuse. */
  final long taken() {
    return taken.sum();
  }

  /**
   * Whether no disposal runs inside of another, however deep values are nested: so that releasing
   * them takes no more stack than releasing one.
   */
  boolean neverNests() {
    return false;
  }

  /** Looks at it while it works. For one thread. */
  void inspect() {}

  /** Does what its users do, where that is allowed, from wherever a disposer runs. */
  void meddle() {}

  /** Ends it, as its user has to; may be called by several threads, and while it is in use. */
  void end() {}

  /** Ends it without waiting for what does not end, where that can be done. */
  Residue giveUp(Duration atMost) {
    throw new UnsupportedOperationException(kind.label() + " cannot be given up");
  }

  /** Waits until nothing of it runs any more. */
  void awaitThread() {}

  /** Looks at it in the end, when all that it was given has been released. */
  void audit(Counts<Event> events) {}

  /** What it is set to. */
  String describe() {
    return kind.label();
  }
}
