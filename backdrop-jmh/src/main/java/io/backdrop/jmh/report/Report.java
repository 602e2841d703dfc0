package io.backdrop.jmh.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs the benchmarks and prints what matters of them, section by section: ratios to the floor and
 * the peers, bytes per close, and percentiles beside an empty measurement, all of one run. JMH's
 * own results go to files, and each section to one of its own.
 */
public final class Report {

  private Report() {}

  /** Takes {@code short} or {@code long}, the folder for the results, and sections, or none. */
  public static void main(String... args) throws IOException, RunnerException {
    var mode = args[0].equals("long") ? Mode.LONG : Mode.SHORT;
    var folder = Files.createDirectories(Path.of(args[1]));
    var sections = sections(new Lab(folder, mode));
    var chosen =
        args.length > 2 ? List.of(args).subList(2, args.length) : List.copyOf(sections.keySet());
    if (!sections.keySet().containsAll(chosen)) {
      System.err.printf(
          "There is no section of one of these names: %s; the sections are %s%n",
          chosen, sections.keySet());
      System.exit(2);
    }
    for (var name : chosen) {
      try (var page = new Page(folder, name)) {
        sections.get(name).print(page);
      }
    }
  }

  /** In the order of the report. */
  static Map<String, Section> sections(Lab lab) {
    var bursts = new Bursts(lab);
    var afterIdle = new AfterIdle(lab);
    var others = new Others(lab);
    var sections = new LinkedHashMap<String, Section>();
    sections.put("burst", bursts::print);
    sections.put("idle", afterIdle::print);
    sections.put("goals", page -> new Goals(bursts.judged(), afterIdle.judged()).print(page));
    sections.put("create", others::create);
    sections.put("drain", others::drain);
    sections.put("full", others::full);
    sections.put("counted", others::counted);
    sections.put("leaks", others::leaks);
    sections.put("rejected", bursts::printRejected);
    return sections;
  }
}
