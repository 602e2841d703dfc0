package io.backdrop.cli.latency;

import io.backdrop.cli.common.Units;
import io.backdrop.cli.payload.Budget;
import java.util.List;

/** How the JVM is set up that measures: so that it adds no spikes of its own. */
final class ChildOptions {

  private static final long MIB = 1 << 20;

  /** Where answering allocates: how much of that fits before the collector has to run. */
  private static final long YOUNG_MIB = 512;

  private static final long SPARE_MIB = 256;

  /** How many times what was built the old generation has: the collector moves it there. */
  private static final double ROOM = 1.25;

  private ChildOptions() {}

  /**
   * What the indexes may take of what there is on a machine.
   *
   * @throws IllegalArgumentException when the JVM alone takes all of it
   */
  static Budget budget(Budget machine) {
    double least = MIB * (YOUNG_MIB + SPARE_MIB);
    double left = machine.memory() - least;
    if (left <= 0) {
      throw new IllegalArgumentException(
          "A JVM that measures takes at least %s of memory, and %s is available; end other programs"
              .formatted(Units.bytes(least), Units.bytes(machine.memory())));
    }
    return new Budget(left, left / ROOM, machine.disk(), machine.directory());
  }

  static List<String> of(Plan plan) {
    long parts = (long) plan.indexes() * plan.entries();
    var footprint = plan.payload().footprint();
    long old = SPARE_MIB + (long) (ROOM * parts * footprint.heap() / MIB);
    long direct = SPARE_MIB + 2 * parts * footprint.offHeap() / MIB;
    return List.of(
        // It has no threads of its own, and does nothing while nobody allocates.
        "-XX:+UseSerialGC",
        // The heap is as large from the beginning as it may become, and the kernel has given it
        // all.
        "-Xmn" + YOUNG_MIB + "m",
        "-Xms" + (YOUNG_MIB + old) + "m",
        "-Xmx" + (YOUNG_MIB + old) + "m",
        "-XX:+AlwaysPreTouch",
        // Its file is written at safepoints, which then may wait for a disk.
        "-XX:-UsePerfData",
        "-XX:MaxDirectMemorySize=" + direct + "m");
  }
}
