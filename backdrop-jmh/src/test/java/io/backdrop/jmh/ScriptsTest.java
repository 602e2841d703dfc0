package io.backdrop.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scripts say where they cannot do what they are asked to. */
@Timeout(20)
class ScriptsTest {

  private static final String FAILING =
      """
      #!/bin/sh
      echo no display >&2
      exit 3
      """;

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "backdrop-jmh/run wrong",
        "backdrop-jmh/run short wrong",
        "backdrop-jmh/run long machine wrong",
        "backdrop-jmh/runtimes wrong",
        "backdrop-jmh/runtimes short wrong",
        "backdrop-jmh/syscalls wrong",
        "docs/measure wrong",
        "docs/measure short wrong",
        "docs/measure long jmh wrong"
      })
  void whatIsUnknownIsRefusedInOneLineThatNamesItAndTheUsage(String command) throws Exception {
    var process = start(command);
    assertThat(process.errorReader().readAllLines())
        .singleElement()
        .asString()
        .contains("wrong'", "usage: " + command.substring(0, command.indexOf(' ')));
    assertThat(process.inputReader().readAllLines()).isEmpty();
    assertThat(process.waitFor()).isEqualTo(2);
  }

  @Test
  void anExportedCdpathLeadsNowhereElse() throws Exception {
    var script = builder("bash -c", ". backdrop-jmh/jdk25.sh; printf '%s' \"$root\"");
    script.environment().put("CDPATH", ROOT.toString());

    assertThat(script.start().inputReader().readAllAsString()).isEqualTo(ROOT.toRealPath() + "");
  }

  @Test
  void whereTheBrowserFailsItsErrorsArePrinted(@TempDir Path directory) throws Exception {
    var browser = Files.writeString(directory.resolve("chromium"), FAILING);
    assertThat(browser.toFile().setExecutable(true)).isTrue();
    var script = builder("docs/draw README.md", directory + "/1.svg", directory + "/2.svg");
    script.environment().put("PATH", directory + ":" + System.getenv("PATH"));
    var process = script.start();

    assertThat(process.errorReader().readAllLines())
        .containsExactly(
            "no display",
            "docs/draw could not have README.md drawn: %s has failed.".formatted(browser));
    assertThat(process.waitFor()).isEqualTo(1);
  }

  private static Process start(String command) throws IOException {
    return builder(command).start();
  }

  private static ProcessBuilder builder(String command, String... further) {
    var words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of(further));
    return new ProcessBuilder(words).directory(ROOT.toFile());
  }
}
