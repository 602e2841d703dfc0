package io.backdrop.cli;

import io.backdrop.cli.common.ChildJvm;
import io.backdrop.cli.common.Failure;
import io.backdrop.cli.common.JsonLines;
import io.backdrop.cli.common.Progress;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Has a row measured in a JVM of its own, and reads what that says. */
final class RowRunner {

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
    var lines = new JsonLines<>(Sample.class, sample -> take(sample, samples), progress::println);
    try (var child = new ChildJvm("row " + row.id(), Duration.ZERO)) {
      int exitCode =
          child.run(
              RowMain.class, options(row), arguments(row, warmRuns), lines, progress::println);
      check(row, samples, warmRuns, exitCode, child);
      return samples;
    }
  }

  /** The user's own tuning, so that what is measured is the JVM that was asked for. */
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

  private void take(Sample sample, List<Sample> samples) {
    samples.add(sample);
    progress.step();
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
