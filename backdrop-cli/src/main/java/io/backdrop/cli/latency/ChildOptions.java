package io.backdrop.cli.latency;

import io.backdrop.cli.common.Units;
import io.backdrop.cli.payload.Budget;
import java.util.List;

/** How the JVM is set up that measures: so that it adds no spikes of its own. */
final class ChildOptions {

  private static final long MIB = 1 << 20;

  /** What requests may allocate until the collector has to run, where their payload allocates. */
  private static final long YOUNG_MIB = 512;

  private static final long SPARE_MIB = 256;

  /** Of what was built, for what the collector needs when it moves that. */
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
        "-XX:+UseSerialGC", // It has no threads of its own, and does nothing while nobody
        // allocates.
        "-Xmn" + YOUNG_MIB + "m",
        "-Xms" + (YOUNG_MIB + old) + "m", // As large as it may become: it does not grow meanwhile,
        "-Xmx" + (YOUNG_MIB + old) + "m",
        "-XX:+AlwaysPreTouch", // and the kernel has given all of it.
        "-XX:-UsePerfData", // Its file is written by safepoints, which then may wait for a disk.
        "-XX:MaxDirectMemorySize=" + direct + "m");
  }
}
