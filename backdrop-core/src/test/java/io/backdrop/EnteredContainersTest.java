package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A walk enters each container once, however many there are, and no step of it takes long. */
class EnteredContainersTest {

  private static final int MANY = 300_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private int released;

  private record Holder(AutoCloseable content) {}

  @Test
  void eachOfManyIsEnteredOnce() throws Exception {
    var holders = List.of(holders(20_000));

    Disposer.structural().dispose(List.of(holders.subList(0, 20_000), List.copyOf(holders)));

    assertThat(released).isEqualTo(20_000);
  }

  @Test
  void equalContainersAreEachEntered() throws Exception {
    AutoCloseable same = () -> released++;

    Disposer.structural().dispose(List.of(new Holder(same), new Holder(same)));

    assertThat(released).isEqualTo(2);
  }

  /** By what it allocates, which is what it would have to copy, and no matter of time. */
  @Test
  void noStepOfVeryManyContainersMakesALargeTable() throws Exception {
    var walk = new StructuralWalk(holders(MANY), Disposer.none());
    long largest = 0;
    boolean more = true;
    while (more) {
      long before = threads.getCurrentThreadAllocatedBytes();
      more = walk.step();
      largest = Math.max(largest, threads.getCurrentThreadAllocatedBytes() - before);
    }

    assertThat(released).isEqualTo(MANY);
    assertThat(largest).isLessThan(200_000);
  }

  private Holder[] holders(int number) {
    var holders = new Holder[number];
    Arrays.setAll(holders, index -> new Holder(() -> released++));
    return holders;
  }
}
