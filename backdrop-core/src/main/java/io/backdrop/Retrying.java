package io.backdrop;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
  private final Disposer<? super T> lastResort;
  private final int number;

  Retrying(Disposer<T> how, RetryPolicy policy, Disposer<? super T> lastResort) {
    this(how, policy, lastResort, 1);
  }

  private Retrying(
      Disposer<T> how, RetryPolicy policy, Disposer<? super T> lastResort, int number) {
    this.how = how;
    this.policy = policy;
    this.lastResort = lastResort;
    this.number = number;
  }

  /** Where there is no memory for the next one, all that are left are made here. */
  @Override
  @Nullable Retry attempt(T value) throws Exception {
    if (isReleasedIn(number, value)) {
      return null;
    }
    try {
      var next = new Retrying<>(how, policy, lastResort, number + 1);
      return new Retry(new ClaimableDisposal<>(value, next, null), policy.pauseAfter(number));
    } catch (OutOfMemoryError noMemory) {
      makeAll(number + 1, value);
      return null;
    }
  }

  /** Makes an attempt. Throws its failure where there is not to be another. */
  private boolean isReleasedIn(int attempt, T value) throws Exception {
    try {
      how.dispose(value);
      return true;
    } catch (InterruptedException | Error noOther) {
      resort(value, noOther);
      throw noOther;
    } catch (Exception failure) {
      if (!allowsAnotherAfter(attempt, failure)) {
        resort(value, failure);
        throw annotated(failure, GivenUpException.class, () -> new GivenUpException(attempt));
      }
      return false;
    }
  }

  /** Its own failure goes along with the one that has led to it. */
  private void resort(T value, Throwable failure) {
    try {
      lastResort.dispose(value);
    } catch (Throwable another) {
      if (another instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      var failures = new Failures();
      failures.add(failure);
      failures.add(another);
    }
  }

  /** A policy that throws allows no other. */
  private boolean allowsAnotherAfter(int attempt, Exception failure) {
    try {
      return policy.allowsAnotherAfter(attempt, failure);
    } catch (RuntimeException | Error undecided) {
      annotated(failure, UndecidedException.class, () -> new UndecidedException(undecided));
      return false;
    }
  }

  /**
   * Added once, also to an exception that is thrown over and over: that would grow with every
   * value.
   */
  private static Exception annotated(
      Exception failure, Class<?> kind, Supplier<? extends Exception> what) {
    if (Arrays.stream(failure.getSuppressed()).noneMatch(kind::isInstance)) {
      failure.addSuppressed(what.get());
    }
    return failure;
  }

  @Override
  public void dispose(T value) throws Exception {
    makeAll(number, value);
  }

  /** An interrupt cuts the pauses short, and not the attempts. */
  private void makeAll(int first, T value) throws Exception {
    boolean interrupted = false;
    try {
      for (int attempt = first; !isReleasedIn(attempt, value); attempt++) {
        interrupted = interrupted || sleep(policy.pauseAfter(attempt));
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
    return new Retrying<>(how.weighing(bytes), policy, lastResort, number);
  }

  @Override
  public Disposer<T> memoryOnly() {
    return new Retrying<>(how.memoryOnly(), policy, lastResort, number);
  }

  @Override
  public long weight(T value) {
    return Weighed.by(how, value);
  }

  @Override
  public boolean isMemoryOnly() {
    return how.isMemoryOnly();
  }

  /** Says in a log why there was no other attempt. */
  static final class UndecidedException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    UndecidedException(Throwable cause) {
      super("Given up because the retry policy failed to decide about another attempt", cause);
    }
  }

  /** Says in a log that a failure is the last of its value. */
  private static final class GivenUpException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    GivenUpException(int attempt) {
      super("Given up after attempt " + attempt);
    }
  }
}
