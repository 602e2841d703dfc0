package io.backdrop.cli.soak;

import java.util.ArrayList;
import java.util.List;

/** Where all threads are. */
final class ThreadDump {

  private ThreadDump() {}

  /** A line for each thread and each of its frames; virtual threads are not among them. */
  static List<String> take() {
    var lines = new ArrayList<String>();
    Thread.getAllStackTraces()
        .forEach((thread, frames) -> {
          lines.add("%s (%s)".formatted(thread.getName(), thread.getState()));
          for (var frame : frames) {
            lines.add("    at " + frame);
          }
        });
    return lines;
  }
}
