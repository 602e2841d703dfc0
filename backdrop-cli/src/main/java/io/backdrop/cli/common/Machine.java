package io.backdrop.cli.common;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Where and when it was measured. */
public record Machine(int cores, String os, String jdk, String date) {

  public static Machine current() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                versionOf(System.getProperty("os.version")),
                System.getProperty("os.arch")),
        System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
        OffsetDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** Without what tells one build from another, which is nobody's business. */
  private static String versionOf(String build) {
    return build.replaceFirst("-.*", "");
  }
}
