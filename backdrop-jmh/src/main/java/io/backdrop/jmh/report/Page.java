package io.backdrop.jmh.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What one section prints: to the terminal at once, and to a file of its own. */
final class Page implements AutoCloseable {

  private final PrintWriter file;
  private boolean begun;

  Page(Path folder, String name) throws IOException {
    file = new PrintWriter(Files.newBufferedWriter(folder.resolve("report-" + name + ".txt")));
  }

  /** Begins a table, apart from the one before. */
  void title(String format, Object... args) {
    if (begun) {
      line("");
    }
    begun = true;
    line(format, args);
  }

  void line(String format, Object... args) {
    var line = String.format(Locale.ROOT, format, args);
    System.out.println(line);
    file.println(line);
  }

  @Override
  public void close() {
    file.close();
    System.out.println();
    if (file.checkError() || System.out.checkError()) {
      throw new IllegalStateException("What was measured was not written: is the disk full?");
    }
  }
}
