package io.backdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@EnabledOnOs(OS.LINUX)
class LatencyKillIT {

  @TempDir private Path directory;

  @Test
  void theJvmThatMeasuresEndsWithTheOneThatStartedIt() throws Exception {
    var options =
        "latency --entries 99 --seconds 999 --swap-every 999s --warm-up 10ms --strategy inline";
    try (var cli = ForkedCli.start(directory, options.split(" "))) {
      var child = LatencyInterruptIT.awaitServing(cli.handle());
      LatencyInterruptIT.kill("KILL", Long.toString(cli.handle().pid()));

      assertThat(cli.exitCode()).isEqualTo(128 + 9);
      awaitEnd(child);
    }
  }

  /** Until it runs nothing, also where nobody asks for its exit code. */
  private static void awaitEnd(ProcessHandle child) {
    while (child.info().command().isPresent()) {
      Thread.onSpinWait();
    }
  }
}
