package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The short form of the races: every real one passes, and every twin, which has a mistake put into
 * it, fails. One mode of the JVM, that of the compiler which reorders most. The full form runs each
 * race in four modes, for longer, with the actors compiled together and apart:
 *
 * <pre>
 *   $JAVA_HOME/bin/java -jar backdrop-jcstress/target/jcstress.jar -m default -t '^(?!.*Twin$)'
 * </pre>
 */
class JcstressIT {

  private static final int RACES = 68;
  private static final int TWINS = 72;
  private static final int MOST_GOES = 12;

  private static final Pattern FAILED = Pattern.compile("\\[FAILED] (\\S+)");
  private static final Pattern RESULTS =
      Pattern.compile(
          "\\(Results: (\\d+) planned; (\\d+) passed, (\\d+) failed, 0 soft errs, 0 hard errs\\)");
  private static final Pattern TWIN =
      Pattern.compile("^\\s*(io\\.backdrop\\.\\S+Twin)\\s*$", Pattern.MULTILINE);

  /** All in one run: for each run it takes jcstress seconds to find out what the JVM can do. */
  private static Run all;

  @BeforeAll
  static void runAll() throws Exception {
    all = Run.of("all", "-iters", "1");
  }

  @Test
  void everyRacePasses() {
    assertThat(all.find(FAILED)).allMatch(name -> name.endsWith("Twin"));

    var results = RESULTS.matcher(all.output).results().toList();
    assertThat(results).as(all.output).isNotEmpty();
    var last = results.getLast();
    int planned = Integer.parseInt(last.group(1));
    int passed = Integer.parseInt(last.group(2));
    int failed = Integer.parseInt(last.group(3));
    // Each runs once for each way to place its actors on the machine's processors.
    assertThat(planned).isPositive().matches(all -> all % (RACES + TWINS) == 0, "all, as often");
    assertThat(passed + failed).as("without errors").isEqualTo(planned);
  }

  /**
   * Those whose mistake did not show are run again, longer each time, since it depends on how often
   * the two cores really ran side by side: a machine that is busy otherwise may need longer.
   */
  @Test
  void everyTwinFails() throws Exception {
    var twins = Run.of("twins-list", "-l", "-t", "Twin$").find(TWIN);
    assertThat(twins).hasSize(TWINS);

    var unseen = new TreeSet<>(twins);
    unseen.removeAll(all.find(FAILED));
    for (int go = 2; go <= MOST_GOES && !unseen.isEmpty(); go++) {
      var run = Run.of("twins-" + go, "-iters", String.valueOf(go), "-t", oneOf(unseen));
      var failed = run.find(FAILED);
      assertThat(run.exit != 0).as("exit code tells of failures").isEqualTo(!failed.isEmpty());
      unseen.removeAll(failed);
    }

    assertThat(unseen).as("twins whose mistake never showed").isEmpty();
  }

  private static String oneOf(Set<String> tests) {
    return tests.stream().map(Pattern::quote).collect(Collectors.joining("|", "^(", ")$"));
  }

  /** One run of jcstress, with what it said. */
  private record Run(int exit, String output) {

    /** A test of two actors needs both cores, so nothing else may run for long. */
    private static final List<String> SHORT =
        List.of(
            "-m",
            "quick",
            "-sc",
            "false",
            "-f",
            "1",
            "-hs",
            "64",
            "-time",
            "150",
            // To pin each actor, jcstress loads a library, which takes longer than the race.
            "-af",
            "GLOBAL",
            "-jvmArgs",
            "-XX:-TieredCompilation --enable-native-access=ALL-UNNAMED");

    static Run of(String name, String... options) throws IOException, InterruptedException {
      var jar = Path.of(System.getProperty("jcstress.jar"));
      var folder = Files.createDirectories(jar.resolveSibling("jcstress"));
      var log = folder.resolve(name + ".log");
      var command = new ArrayList<String>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-jar", jar.toString()));
      command.addAll(SHORT);
      command.addAll(List.of("-r", folder.resolve(name).toString()));
      command.addAll(List.of(options));
      var process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      try {
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("ended, see " + log).isTrue();
      } finally {
        process.destroyForcibly();
      }
      return new Run(process.exitValue(), Files.readString(log));
    }

    Set<String> find(Pattern pattern) {
      return pattern
          .matcher(output)
          .results()
          .map((MatchResult found) -> found.group(1))
          .collect(Collectors.toSet());
    }
  }
}
