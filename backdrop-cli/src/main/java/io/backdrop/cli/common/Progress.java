package io.backdrop.cli.common;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;

/** Shows how far a measurement is. */
public interface Progress extends AutoCloseable {

  /**
   * A strategy's turn begins.
   *
   * @param id its name on the command line
   * @param label its name for people
   */
  void begin(String id, String label);

  /** One of the steps is done. */
  void step();

  /** Prints a line that somebody else has to say. */
  void println(String line);

  @Override
  void close();

  /** On the error stream: a bar where that can be redrawn, else a line for each strategy. */
  static Progress of(String task, int steps) {
    return Terminal.canRedrawStderr() ? new Bar(task, steps, System.err) : new Lines(System.err);
  }

  /** Redraws one line. */
  final class Bar implements Progress {

    private final PrintStream err;
    private final ProgressBar bar;

    Bar(String task, int steps, PrintStream err) {
      this.err = err;
      this.bar = Bars.on(err, task, steps);
    }

    @Override
    public void begin(String id, String label) {
      bar.setExtraMessage(label);
    }

    @Override
    public void step() {
      bar.step();
    }

    @Override
    public void println(String line) {
      Bars.println(err, line);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** Nothing that a log file would be flooded by. */
  record Lines(PrintStream err) implements Progress {

    @Override
    public void begin(String id, String label) {
      err.println("Measuring " + id);
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
