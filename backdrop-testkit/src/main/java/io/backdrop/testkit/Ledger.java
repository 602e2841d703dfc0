package io.backdrop.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Disposer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/**
 * Counts how often each of the values 0, 1, 2, … is released: never lost, never twice.
 *
 * <p>Thread-safe. What a thread did before it disposed of a value happens-before {@link #await}
 * returns.
 */
public final class Ledger implements Disposer<Integer> {

  /** How many missing values a failure names. */
  private static final int NAMED = 20;

  private final AtomicIntegerArray releases;
  private final CountDownLatch missing;

  /**
   * A ledger of the values from 0 on.
   *
   * @param values how many
   * @throws IllegalArgumentException when the number is negative
   */
  public Ledger(int values) {
    if (values < 0) {
      throw new IllegalArgumentException(
          "The number of values is " + values + "; it must not be negative");
    }
    releases = new AtomicIntegerArray(values);
    missing = new CountDownLatch(values);
  }

  /** Notes a release. */
  @Override
  public void dispose(Integer value) {
    releases.incrementAndGet(value);
    missing.countDown();
  }

  /** {@return how many values there are} */
  public int size() {
    return releases.length();
  }

  /**
   * {@return whether the value has been released}
   *
   * @param value one of those from 0 on
   */
  public boolean has(int value) {
    return releases.get(value) > 0;
  }

  /**
   * Waits until there have been as many releases as there are values.
   *
   * @param atMost how long
   * @throws InterruptedException when the waiting thread is interrupted
   * @throws AssertionError when values are missing then; it names the first of them
   */
  public void await(Duration atMost) throws InterruptedException {
    if (!missing.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      var first = values().filter(value -> !has(value)).limit(NAMED).boxed().toList();
      throw new AssertionError(
          "After %s %d of %d releases are missing; not released are %s%s"
              .formatted(
                  atMost, missing.getCount(), size(), first, first.size() < NAMED ? "" : " …"));
    }
  }

  /**
   * Waits for up to a minute until there have been as many releases as there are values.
   *
   * @throws InterruptedException when the waiting thread is interrupted
   * @throws AssertionError when values are missing then; it names the first of them
   */
  public void await() throws InterruptedException {
    await(Duration.ofMinutes(1));
  }

  /**
   * Demands that each value has been released exactly once.
   *
   * @throws AssertionError when one has not; it names all that were lost, or else all that were
   *     released more than once
   */
  public void assertEachReleasedOnce() {
    assertThat(valuesReleased(0)).as("lost").isEmpty();
    assertThat(valuesReleasedMoreThanOnce()).as("released more than once").isEmpty();
  }

  private List<Integer> valuesReleased(int times) {
    return values().filter(value -> releases.get(value) == times).boxed().toList();
  }

  private List<Integer> valuesReleasedMoreThanOnce() {
    return values().filter(value -> releases.get(value) > 1).boxed().toList();
  }

  private IntStream values() {
    return IntStream.range(0, size());
  }
}
