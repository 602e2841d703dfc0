package io.backdrop.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;

/** Shows how far the comparison is. */
interface Progress extends AutoCloseable {

  /** A row begins. */
  void begin(Row row);

  /** A value was let go of. */
  void step();

  /** Prints a line that somebody else has to say. */
  void println(String line);

  @Override
  void close();

  /** On the error stream: a bar where that is a terminal, else a line for each row. */
  static Progress of(int steps) {
    return Terminal.isStderr() ? new Bar(steps, System.err) : new Lines(System.err);
  }

  /** Redraws one line. */
  final class Bar implements Progress {

    private final PrintStream err;
    private final ProgressBar bar;

    Bar(int steps, PrintStream err) {
      this.err = err;
      this.bar = Bars.on(err, "Comparing", steps);
    }

    @Override
    public void begin(Row row) {
      bar.setExtraMessage(row.label());
    }

    @Override
    public void step() {
      bar.step();
    }

    @Override
    public void println(String line) {
      err.print("\r" + " ".repeat(Bars.WIDTH) + "\r" + line + System.lineSeparator());
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** Nothing that a log file would be flooded by. */
  record Lines(PrintStream err) implements Progress {

    @Override
    public void begin(Row row) {
      err.println("Measuring " + row.id());
    }

    @Override
    public void step() {}

    @Override
    public void println(String line) {
      err.println(line);
    }

    @Override
    public void close() {}
  }
}
