package io.backdrop.cli.common;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The variables that every JVM takes options from, also one that this JVM starts. */
final class OptionVariables {

  private static final List<String> NAMES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private static final Pattern HEAP =
      Pattern.compile(
          "(?<!\\S)([\"']?)(-XX:[+-]Use\\w+GC|-Xm[nsx]\\w+|-XX:\\w*HeapSize=\\w+)\\1(?!\\S)");

  private OptionVariables() {}

  /**
   * Leaves out which collector a JVM has, and how large its heap is: with two collectors, or a
   * start that is above the limit, it would not run.
   */
  static void leaveOutHeap(Map<String, String> environment) {
    for (var name : NAMES) {
      environment.computeIfPresent(name, (_, options) -> HEAP.matcher(options).replaceAll(""));
    }
  }
}
