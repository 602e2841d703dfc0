package io.backdrop.cli;

import io.backdrop.cli.common.Bars;
import io.backdrop.cli.common.Terminal;
import io.backdrop.cli.soak.Outcome;
import io.backdrop.cli.soak.Settings;
import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;

/** Shows how far a soak is. */
interface SoakProgress extends AutoCloseable {

  /** Prints a line that somebody else has to say. */
  void println(String line);

  /** A round has come to its end. */
  void reached(Outcome soFar);

  @Override
  void close();

  /** On the error stream: a bar where that can be redrawn, else a line now and then. */
  static SoakProgress of(Settings settings) {
    return Terminal.canRedrawStderr() ? new Bar(settings, System.err) : new Lines(System.err);
  }

  private static String values(Outcome soFar) {
    return String.format(Locale.ROOT, "%,d values", soFar.balance().made());
  }

  /** Redraws one line. */
  final class Bar implements SoakProgress {

    private static final int STEPS = 100;

    private final Settings settings;
    private final PrintStream err;
    private final ProgressBar bar;

    Bar(Settings settings, PrintStream err) {
      this.settings = settings;
      this.err = err;
      this.bar = Bars.on(err, "Soaking", STEPS);
    }

    @Override
    public void println(String line) {
      Bars.println(err, line);
    }

    @Override
    public void reached(Outcome soFar) {
      double ofTime = (double) soFar.time().toMillis() / settings.time().toMillis();
      double ofValues = (double) soFar.balance().made() / settings.disposals();
      bar.stepTo((long) (STEPS * Math.min(1, Math.max(ofTime, ofValues))));
      bar.setExtraMessage(values(soFar));
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** Nothing that a log file would be flooded by. For one thread. */
  final class Lines implements SoakProgress {

    private static final long APART_SECONDS = 10;

    private final PrintStream err;
    private long next = APART_SECONDS;

    Lines(PrintStream err) {
      this.err = err;
    }

    @Override
    public void println(String line) {
      err.println(line);
    }

    @Override
    public void reached(Outcome soFar) {
      long seconds = soFar.time().toSeconds();
      if (seconds >= next) {
        err.println("Soaked for " + seconds + " s: " + values(soFar) + ", all in balance");
        next = seconds + APART_SECONDS;
      }
    }

    @Override
    public void close() {}
  }
}
