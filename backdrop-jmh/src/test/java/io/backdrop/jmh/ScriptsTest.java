package io.backdrop.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts refuse what they do not know before they build or measure anything. */
@Timeout(20)
class ScriptsTest {

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

  private static Process start(String command) throws IOException {
    var words = List.of(command.split(" "));
    return new ProcessBuilder(words).directory(ROOT.toFile()).start();
  }
}
