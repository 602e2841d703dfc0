package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * How often, and with which pauses, to try again a release that may fail now and succeed later:
 * that of an arena that somebody still reads, or of a file that is in use. See {@link
 * Disposer#retrying}.
 *
 * @param attempts at most so many, the first included
 * @param pause before the second attempt; twice as long before each further one
 * @param longestPause the longest that a pause may become
 * @param retryable which failures are worth another attempt; others are final
 */
public record RetryPolicy(
    int attempts, Duration pause, Duration longestPause, Predicate<? super Throwable> retryable) {

  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  /**
   * A policy.
   *
   * @throws IllegalArgumentException when there is not at least one attempt, or a pause is negative
   * @throws NullPointerException when an argument is null
   */
  public RetryPolicy {
    requireNonNull(pause, "pause");
    requireNonNull(longestPause, "longestPause");
    requireNonNull(retryable, "retryable");
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts is " + attempts + "; it must be at least 1");
    }
    if (pause.isNegative() || longestPause.isNegative()) {
      throw new IllegalArgumentException(
          "The pauses are " + pause + " and " + longestPause + "; they must not be negative");
    }
  }

  /**
   * So many attempts, whatever they fail with, and pauses of at most a minute.
   *
   * @param attempts at most so many, the first included
   * @param pause before the second attempt
   * @return the policy
   * @throws IllegalArgumentException when there is not at least one attempt, or the pause is
   *     negative
   */
  public static RetryPolicy of(int attempts, Duration pause) {
    return new RetryPolicy(attempts, pause, A_MINUTE, failure -> true);
  }

  /**
   * The same, but only for some failures.
   *
   * @param which those worth another attempt
   * @return the policy
   * @throws NullPointerException when the test is null
   */
  public RetryPolicy when(Predicate<? super Throwable> which) {
    return new RetryPolicy(attempts, pause, longestPause, which);
  }

  /** The pause after an attempt, the first being number 1. */
  long pauseAfter(int attempt) {
    long nanos = Nanos.of(pause);
    long longest = Nanos.of(longestPause);
    for (int i = 1; i < attempt && 0 < nanos && nanos < longest; i++) {
      nanos = nanos > longest / 2 ? longest : 2 * nanos;
    }
    return Math.min(nanos, longest);
  }

  boolean allowsAnotherAfter(int attempt, Throwable failure) {
    return attempt < attempts && retryable.test(failure);
  }
}
