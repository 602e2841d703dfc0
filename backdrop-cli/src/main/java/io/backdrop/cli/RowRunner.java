package io.backdrop.cli;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import io.backdrop.cli.common.ChildJvm;
import io.backdrop.cli.common.Failure;
import io.backdrop.cli.common.Progress;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has a row measured in a JVM of its own, and reads what that says. */
final class RowRunner {

  private final Gson gson = new Gson();
  private final Settings settings;
  private final Progress progress;

  RowRunner(Settings settings, Progress progress) {
    this.settings = settings;
    this.progress = progress;
  }

  Measured run(Row row) throws Failure {
    progress.begin(row.id(), row.label());
    var samples = run(row, settings.runs());
    var cold = new ArrayList<>(samples.subList(0, 1));
    while (cold.size() < settings.coldRuns()) {
      cold.addAll(run(row, 0));
    }
    return new Measured(row, cold, samples.subList(1, samples.size()));
  }

  /** The samples of one JVM, the cold one first. */
  private List<Sample> run(Row row, int warmRuns) throws Failure {
    var samples = new ArrayList<Sample>();
    try (var child = new ChildJvm(Duration.ZERO)) {
      int exitCode =
          child.run(
              RowMain.class,
              options(row),
              arguments(row, warmRuns),
              line -> take(line, samples),
              progress::println);
      check(row, samples, warmRuns, exitCode, child);
      return samples;
    } catch (IOException e) {
      throw new Failure(
          "The JVM of the row %s could not be started: %s".formatted(row.id(), Failure.reason(e)));
    }
  }

  /** Measured is the JVM that the user chose, else a plain one. */
  private static List<String> options(Row row) {
    var options = new ArrayList<>(ChildJvm.ownTuning());
    if (row.isOfRuntime()) {
      var own = System.getProperty("java.class.path");
      options.addAll(List.of("-cp", own + File.pathSeparator + RuntimeLibraries.classPath()));
    }
    return options;
  }

  private List<String> arguments(Row row, int warmRuns) {
    return List.of(
        row.id(),
        settings.payload().id(),
        Integer.toString(settings.size()),
        Integer.toString(warmRuns));
  }

  private void take(String line, List<Sample> samples) {
    var sample = parse(line);
    if (sample == null) {
      progress.println(line);
    } else {
      samples.add(sample);
      progress.step();
    }
  }

  /**
   * The sample, or null where the JVM itself has something to say, which it does on the same way.
   */
  private @Nullable Sample parse(String line) {
    try {
      return line.startsWith("{") ? gson.fromJson(line, Sample.class) : null;
    } catch (JsonSyntaxException e) {
      return null;
    }
  }

  private static void check(
      Row row, List<Sample> samples, int warmRuns, int exitCode, ChildJvm child) throws Failure {
    for (var sample : samples) {
      if (sample.fault() != null) {
        throw new Failure(miscount(row, sample.fault()));
      }
    }
    if (child.wasInterrupted(exitCode)) {
      throw Failure.interrupted();
    }
    if (exitCode != 0 || samples.size() != 1 + warmRuns) {
      throw new Failure(
          "The JVM of the row %s ended with exit code %d after %d of %d runs"
              .formatted(row.id(), exitCode, samples.size(), 1 + warmRuns));
    }
  }

  private static String miscount(Row row, String fault) {
    return "The row %s does not hold: every part was to be released %s, but %s"
        .formatted(row.id(), row.releases() ? "exactly once" : "never", fault);
  }
}
