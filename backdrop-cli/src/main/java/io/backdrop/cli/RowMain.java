package io.backdrop.cli;

import com.google.gson.Gson;
import io.backdrop.cli.common.ChildEnd;
import io.backdrop.cli.common.Named;
import io.backdrop.cli.payload.Payload;
import io.backdrop.cli.payload.PayloadKind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Measures one row in a JVM that was started for it, so that its first hand-off is that of a
 * program which has just begun. Not a subcommand: parsing a command line would warm up much of the
 * JDK.
 *
 * <p>Writes each {@link Sample} as a line of JSON; the library for that is loaded after the first.
 */
final class RowMain {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PayloadKind kind;
  private final int size;
  private final Path directory;
  private final PrintStream samples;

  private RowMain(PayloadKind kind, int size, Path directory, PrintStream samples) {
    this.kind = kind;
    this.size = size;
    this.directory = directory;
    this.samples = samples;
  }

  /** Takes the row, the payload, its size, the number of warm runs, and a directory to work in. */
  static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // Figures are the same everywhere.
    var samples = System.out;
    System.setOut(System.err); // Whatever else is printed is no sample.
    var row = Named.find(args[0], Row.values());
    var kind = Named.find(args[1], PayloadKind.values());
    var main = new RowMain(kind, Integer.parseInt(args[2]), Path.of(args[4]), samples);
    try {
      main.measure(row, Integer.parseInt(args[3]));
    } catch (IOException e) {
      ChildEnd.with(e);
    } catch (OutOfMemoryError e) {
      ChildEnd.with(e, "give a smaller --size");
    }
  }

  private void measure(Row row, int warmRuns) throws Exception {
    try (var contender = row.start()) {
      measure(new Measurement(row, contender, PATIENCE), warmRuns);
    }
  }

  private void measure(Measurement measurement, int warmRuns) throws Exception {
    try {
      boolean goOn = send(measurement.of(build()));
      if (warmRuns > 0) {
        measurement.warmUp();
      }
      for (int i = 0; i < warmRuns && goOn; i++) {
        goOn = send(measurement.warm(build()));
      }
    } catch (IllegalStateException lost) {
      System.err.println(lost.getMessage());
      end();
    }
  }

  private Payload build() throws IOException {
    return kind.build(size, directory);
  }

  /** Returns whether to go on: somebody reads. A count that is wrong ends it all. */
  private boolean send(Sample sample) {
    samples.println(new Gson().toJson(sample));
    boolean isRead = !samples.checkError();
    if (sample.fault() != null) {
      end();
    }
    return isRead;
  }

  /** At once: a strategy that has lost a value may wait for it forever when it is closed. */
  private static void end() {
    Runtime.getRuntime().halt(1);
  }
}
