package io.backdrop.jmh.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a section writes. */
final class Printed {

  private Printed() {}

  static List<String> by(Path folder, Section section) throws Exception {
    try (var page = new Page(folder, "test")) {
      section.print(page);
    }
    return Files.readAllLines(folder.resolve("report-test.txt"));
  }
}
