package io.backdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The soak as users run it. */
@Timeout(180)
class SoakIT {

  @TempDir private Path directory;

  private ForkedCli soak(String... options) throws IOException {
    var args = new String[options.length + 1];
    args[0] = "soak";
    System.arraycopy(options, 0, args, 1, options.length);
    return ForkedCli.start(directory, args);
  }

  /** The seed is another one each time; where this fails, it is in the message. */
  @Test
  void tenSecondsOfEverythingBalance() throws IOException {
    try (var cli = soak("--seconds", "10")) {
      assertThat(cli.exitCode()).as(() -> cli.err() + cli.out()).isZero();

      assertThat(cli.err()).matches("Soaking with --seed \\d+\\n(Soaked for .*\\n)*");
      assertThat(cli.out()).contains("difference: 0");
      assertThat(cli.out().lines())
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }
  }

  @Test
  void aFaultEndsItWithExitCode1AndTheSeedThatRepeatsIt() throws IOException {
    try (var cli = soak("--plant", "TWICE", "--seed", "12345")) {
      assertThat(cli.exitCode()).isEqualTo(1);

      assertThat(cli.err().lines().reduce((first, last) -> last).orElseThrow())
          .matches("backdrop: The ledger does not balance \\(.*\\); repeat it with --seed \\d+");
      assertThat(cli.out())
          .contains("released 2 times")
          .containsPattern("The round of this seed does not balance: \\d+")
          .contains("strategy: ");
    }
  }

  @Test
  void whenItIsEndedItSaysWhatWasTriedSoFar() throws Exception {
    try (var cli = soak("--seconds", "600")) {
      awaitFirstLine(cli);
      cli.handle().destroy();

      assertThat(cli.exitCode()).isEqualTo(143);
      assertThat(cli.out()).contains("values made").contains("difference: 0");
    }
  }

  private static void awaitFirstLine(ForkedCli cli) {
    while (cli.handle().isAlive() && cli.err().isEmpty()) {
      Thread.onSpinWait();
    }
  }
}
