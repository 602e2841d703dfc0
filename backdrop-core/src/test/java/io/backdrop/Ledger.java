package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/** Counts how often each of the values 0, 1, 2, … is released: never lost, never twice. */
final class Ledger implements Disposer<Integer> {

  private final AtomicIntegerArray releases;
  private final CountDownLatch missing;

  Ledger(int values) {
    releases = new AtomicIntegerArray(values);
    missing = new CountDownLatch(values);
  }

  @Override
  public void dispose(Integer value) {
    releases.incrementAndGet(value);
    missing.countDown();
  }

  int size() {
    return releases.length();
  }

  boolean has(int value) {
    return releases.get(value) > 0;
  }

  void await() throws InterruptedException {
    missing.await();
  }

  void assertEachReleasedOnce() {
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
