package io.backdrop.cli.common;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Where and when it was measured. */
public record Machine(int cores, String os, String jdk, String date) {

  public static Machine current() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        properties("os.name", "os.version", "os.arch"),
        properties("java.vendor", "java.version"),
        OffsetDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static String properties(String... names) {
    var values = new StringBuilder();
    for (var name : names) {
      values.append(' ').append(System.getProperty(name));
    }
    return values.substring(1);
  }
}
