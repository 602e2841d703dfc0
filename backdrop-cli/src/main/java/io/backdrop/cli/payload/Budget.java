package io.backdrop.cli.payload;

import com.sun.management.OperatingSystemMXBean;
import io.backdrop.cli.common.Units;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a payload may take.
 *
 * @param heap bytes that the heap of a JVM may grow to
 * @param memory bytes of memory that programs may still take
 * @param disk bytes free in the directory
 * @param directory the one for temporary files
 */
public record Budget(double heap, double memory, double disk, Path directory) {

  /** The part of a heap that may be full of live objects before the collector does little else. */
  private static final double HEAP_TO_FILL = 0.7;

  /** Arrays of more elements are refused by the JVM. */
  private static final double LONGEST_ARRAY = Integer.MAX_VALUE - 8.0;

  public static Budget ofThisMachine() {
    var directory = Path.of(System.getProperty("java.io.tmpdir"));
    return new Budget(
        Runtime.getRuntime().maxMemory(), availableMemory(), freeDisk(directory), directory);
  }

  /** The system's own figure, which counts caches as available, within what a container allows. */
  private static long availableMemory() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
      long available =
          lines
              .filter(line -> line.startsWith("MemAvailable:"))
              .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow();
      return Math.min(available, system.getTotalMemorySize());
    } catch (IOException | RuntimeException noLinux) {
      return system.getFreeMemorySize();
    }
  }

  private static long freeDisk(Path directory) {
    try {
      return Files.getFileStore(directory).getUsableSpace();
    } catch (IOException unknown) {
      return Long.MAX_VALUE;
    }
  }

  /**
   * The size as a number that can be built.
   *
   * @param option what it was given by
   * @param payloads how many of that size there will be at the same time
   * @param otherwise what to do where not even the smallest size can be built
   * @throws IllegalArgumentException that says what it would take and what there is
   */
  public int check(
      String option, BigInteger size, int payloads, PayloadKind kind, String otherwise) {
    double largest = Math.floor(Math.min(LONGEST_ARRAY, largest(kind.footprint()) / payloads));
    if (size.doubleValue() > largest) {
      var remedy = largest < 1 ? otherwise : "give at most %.0f".formatted(largest);
      throw new IllegalArgumentException(
          "%s %s is too large: %s; %s"
              .formatted(option, size, reason(size, payloads, kind), remedy));
    }
    return size.intValueExact();
  }

  private double largest(Footprint each) {
    double byHeap = howMany(each.heap(), HEAP_TO_FILL * heap);
    double byMemory = howMany(each.heap() + each.offHeap(), memory);
    double byDisk = howMany(each.disk(), disk);
    return Math.min(byDisk, Math.min(byHeap, byMemory));
  }

  private static double howMany(long each, double available) {
    return each == 0 ? Double.POSITIVE_INFINITY : available / each;
  }

  private String reason(BigInteger asked, int payloads, PayloadKind kind) {
    double size = asked.doubleValue() * payloads;
    var each = kind.footprint();
    var times = payloads == 1 ? "" : ", %,d times,".formatted(payloads);
    if (each.disk() > 0) {
      return "so many %s%s take about %s of disk, and %s has %s free"
          .formatted(
              kind.plural(), times, Units.bytes(size * each.disk()), directory, Units.bytes(disk));
    }
    return "so many %s%s take about %s of heap and %s of other memory, where a heap may have %s and %s is available in all"
        .formatted(
            kind.plural(),
            times,
            Units.bytes(size * each.heap()),
            Units.bytes(size * each.offHeap()),
            Units.bytes(heap),
            Units.bytes(memory));
  }
}
