package io.backdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What shows the progress on a terminal, of which {@code script} makes one. */
@Timeout(60)
class TerminalIT {

  private static final String LINE = "Measuring none";
  private static final String BAR = "Comparing";

  @BeforeAll
  static void thereIsScript() throws Exception {
    boolean isThere;
    try {
      isThere = new ProcessBuilder("script", "-qec", "true", "/dev/null").start().waitFor() == 0;
    } catch (IOException none) {
      isThere = false;
    }
    Assumptions.assumeTrue(isThere, "There is no script of util-linux here");
  }

  @Test
  void aTerminalHasABar() throws Exception {
    assertThat(shown("xterm", 80)).contains(BAR).doesNotContain(LINE);
  }

  @Test
  void oneThatDoesNotKnowItsWidthHasABar() throws Exception {
    assertThat(shown("xterm", 0)).contains(BAR).doesNotContain(LINE);
  }

  @Test
  void oneOnWhichABarWouldWrapHasLines() throws Exception {
    assertThat(shown("xterm", 79)).contains(LINE).doesNotContain(BAR);
  }

  @Test
  void oneThatCannotRedrawALineHasLines() throws Exception {
    assertThat(shown("dumb", 80)).contains(LINE).doesNotContain(BAR);
    assertThat(shown("", 80)).contains(LINE).doesNotContain(BAR);
  }

  private static String shown(String terminal, int columns) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var command =
        "stty cols %d; %s -jar %s compare --size 9 --runs 1 --cold-runs 1 --strategy none"
            .formatted(columns, java, ForkedCli.jar());
    var script = new ProcessBuilder("script", "-qec", command, "/dev/null");
    script.environment().put("TERM", terminal);
    var process = script.redirectErrorStream(true).start();
    process.outputWriter().close();
    var shown = process.inputReader().readAllAsString();
    assertThat(process.waitFor()).as(shown).isZero();
    return shown;
  }
}
