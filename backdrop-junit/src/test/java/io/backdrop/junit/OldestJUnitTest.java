package io.backdrop.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The oldest JUnit that is supported, in a JVM of its own: all that is tested on the newest. */
@Timeout(120)
class OldestJUnitTest {

  private static final Path OLDEST = Path.of(System.getProperty("oldest-junit"));
  private static final String VERSION = System.getProperty("oldest-junit.version");

  @TempDir private Path directory;

  @Test
  void everyTestThatPassesOnTheNewestPassesOnTheOldest() throws Exception {
    var here = Run.of(NoOpenHandlesTest.class).successes().count();

    assertThat(here).isPositive();
    var there = onTheOldest();
    assertThat(there.getLast())
        .as(() -> String.join("\n", there))
        .isEqualTo("On JUnit %s: %d passed, [] failed", VERSION, here);
  }

  private List<String> onTheOldest() throws IOException, InterruptedException {
    var output = directory.resolve("output");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(java, "-cp", classPath(), Main.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(output);
  }

  private static String classPath() {
    var others =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("org" + File.separator + "junit"));
    return Stream.concat(Stream.of(OLDEST + File.separator + "*"), others)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Runs the tests on the JUnit that its class path has, and says in its last line how it went. */
  static final class Main {

    private Main() {}

    public static void main(String[] args) {
      var run = Run.of(NoOpenHandlesTest.class);
      run.failures().forEach(test -> run.failure(test).printStackTrace());
      System.out.printf(
          "On JUnit %s: %d passed, %s failed%n",
          Test.class.getPackage().getImplementationVersion(),
          run.successes().count(),
          run.failures());
    }
  }
}
