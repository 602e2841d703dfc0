package io.backdrop;

import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of several to release a value; see {@link Disposer#retrying}. A trash thread makes
 * one at a time, and so does a slice of a trash queue, where this is all that is to be done for the
 * value; else they follow each other.
 */
final class Retrying<T> extends AttemptedDisposer<T> implements Weighed<T> {

  private final Disposer<T> how;
  private final RetryPolicy policy;
  private final int number;

  Retrying(Disposer<T> how, RetryPolicy policy, int number) {
    this.how = how;
    this.policy = policy;
    this.number = number;
  }

  @Override
  @Nullable Retry attempt(T value) throws Exception {
    var next = next(value);
    return next == null
        ? null
        : new Retry(new ClaimableDisposal<>(value, next, null), policy.pauseAfter(number));
  }

  private @Nullable Retrying<T> next(T value) throws Exception {
    try {
      how.dispose(value);
      return null;
    } catch (InterruptedException interrupt) {
      throw interrupt;
    } catch (Exception failure) {
      if (!allowsAnotherAfter(failure)) {
        throw givenUp(failure);
      }
      return new Retrying<>(how, policy, number + 1);
    }
  }

  /** Whoever cannot say has no other. */
  private boolean allowsAnotherAfter(Exception failure) {
    try {
      return policy.allowsAnotherAfter(number, failure);
    } catch (RuntimeException undecided) {
      failure.addSuppressed(
          new IllegalStateException("Undecided about another attempt", undecided));
      return false;
    }
  }

  /** Told once of an exception that is thrown over and over: it would grow with every value. */
  private Exception givenUp(Exception failure) {
    for (var told : failure.getSuppressed()) {
      if (told instanceof GivenUpException) {
        return failure;
      }
    }
    failure.addSuppressed(new GivenUpException(number));
    return failure;
  }

  /** Says in a log that a failure is the last of its value. */
  private static final class GivenUpException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    GivenUpException(int attempt) {
      super("Given up after attempt " + attempt);
    }
  }

  /** An interrupt cuts the pauses short, and not the attempts. */
  @Override
  public void dispose(T value) throws Exception {
    boolean interrupted = false;
    try {
      for (var next = next(value); next != null; next = next.next(value)) {
        interrupted = interrupted || sleep(policy.pauseAfter(next.number - 1));
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Sleeps; returns whether that was cut short by an interrupt, of which nothing else is left. */
  static boolean sleep(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** The same disposer is weighed, and stays one that a trash thread knows as retrying. */
  @Override
  public Disposer<T> weighing(ToLongFunction<? super T> bytes) {
    return new Retrying<>(how.weighing(bytes), policy, number);
  }

  @Override
  public Disposer<T> memoryOnly() {
    return new Retrying<>(how.memoryOnly(), policy, number);
  }

  @Override
  public long weight(T value) {
    return Weighed.by(how, value);
  }

  @Override
  public boolean isMemoryOnly() {
    return how.isMemoryOnly();
  }
}
