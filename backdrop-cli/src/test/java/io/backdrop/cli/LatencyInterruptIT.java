package io.backdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A measurement that is interrupted writes what it has, and releases everything. */
@Timeout(180)
class LatencyInterruptIT {

  /** Where /proc/PID/task/TID/stat has it, in hundredths of a second, counted from the state. */
  private static final int USER_TIME = 11;

  private static final int CTRL_C = 130;
  private static final int TERMINATED = 143;

  @TempDir private Path directory;

  @AfterEach
  void noTemporaryDirectoryIsLeft() throws IOException {
    try (var left = Files.list(directory.resolve("tmp"))) {
      assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith("backdrop-"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void whatWasMeasuredUntilThenIsWrittenAndMarked(String signal) throws Exception {
    try (var cli = start(1000)) {
      var child = awaitServing(cli.handle());
      kill(signal, Long.toString(cli.handle().pid()));

      assertThat(cli.exitCode()).isEqualTo(signal.equals("INT") ? CTRL_C : TERMINATED);
      assertThat(child.isAlive()).isFalse();
      showsTheFirstInPart(cli);
    }
  }

  @Test
  void ctrlCInATerminalReachesTheJvmThatMeasuresAtTheSameTime() throws Exception {
    try (var cli = start(1000)) {
      var child = awaitServing(cli.handle());
      kill("INT", "-" + cli.handle().pid());

      assertThat(cli.exitCode()).isEqualTo(CTRL_C);
      assertThat(child.isAlive()).isFalse();
      showsTheFirstInPart(cli);
    }
  }

  private void showsTheFirstInPart(ForkedCli cli) throws IOException {
    assertThat(cli.out())
        .contains("inline *", "Partial: it ended before all was measured")
        .doesNotContainPattern("(?m)^leak ");
    assertThat(report().get("partial").getAsBoolean()).isTrue();
    assertThat(requests(row(0))).isPositive();
  }

  @Test
  void whatWasMeasuredBeforeIsCompleteAndOnThePageToo() throws Exception {
    try (var cli = start(3)) {
      awaitServing(cli.handle()).onExit().join();
      var child = awaitServing(cli.handle());
      kill("INT", "-" + cli.handle().pid());

      assertThat(cli.exitCode()).isEqualTo(CTRL_C);
      assertThat(child.isAlive()).isFalse();
      assertThat(cli.out()).containsPattern("(?m)^inline  ").contains("leak *", "Partial");
    }
    assertThat(requests(row(0))).isEqualTo(30_000);
    assertThat(requests(row(1))).isBetween(1L, 29_999L);
    assertThat(directory.resolve("report.html"))
        .content()
        .contains("\"partial\":true", "\"strategy\":\"inline\"", "\"strategy\":\"leak\"");
  }

  @Test
  void whatWasMeasuredBeforeAJvmFailsIsWrittenAndMarkedToo() throws Exception {
    try (var cli = start(3)) {
      awaitServing(cli.handle()).onExit().join();
      kill("KILL", Long.toString(awaitServing(cli.handle()).pid()));

      assertThat(cli.exitCode()).isEqualTo(1);
      assertThat(cli.out()).containsPattern("(?m)^inline  ").contains("Partial");
      assertThat(cli.err())
          .endsWith(
              "backdrop: The JVM of the strategy leak ended with exit code 137 and 0 outcomes\n");
    }
    assertThat(report().get("partial").getAsBoolean()).isTrue();
    assertThat(requests(row(0))).isEqualTo(30_000);
  }

  private ForkedCli start(int seconds) throws IOException {
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/task")), "There is no /proc here");
    var command =
        "latency --entries 999 --seconds %d --warm-up 10ms --swap-every 1s --strategy inline --strategy leak --json %s --html %s"
            .formatted(seconds, json(), directory.resolve("report.html"));
    return ForkedCli.startGroup(directory, command.split(" "));
  }

  static void kill(String signal, String whom) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-" + signal, "--", whom).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  static ProcessHandle awaitServing(ProcessHandle parent) throws IOException {
    while (parent.isAlive()) {
      for (var child : parent.children().toList()) {
        if (isServing(child)) {
          return child;
        }
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("It ended before it had served");
  }

  private static boolean isServing(ProcessHandle child) throws IOException {
    try (var tasks = Files.list(Path.of("/proc", Long.toString(child.pid()), "task"))) {
      for (var task : tasks.toList()) {
        if (Files.readString(task.resolve("comm")).startsWith("server-") && hasWorked(task)) {
          return true;
        }
      }
    } catch (IOException threadHasEnded) { // Before its file was opened, or before it was read.
      // Another look will tell.
    }
    return false;
  }

  /** For a tenth of a second: several times as long as the first request is waited for. */
  private static boolean hasWorked(Path task) throws IOException {
    var stat = Files.readString(task.resolve("stat"));
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Integer.parseInt(fields[USER_TIME]) >= 10;
  }

  private Path json() {
    return directory.resolve("report.json");
  }

  private JsonObject report() throws IOException {
    return JsonParser.parseString(Files.readString(json())).getAsJsonObject();
  }

  private JsonObject row(int number) throws IOException {
    return report().getAsJsonArray("rows").get(number).getAsJsonObject();
  }

  private static long requests(JsonObject row) {
    return row.getAsJsonArray("runs").get(0).getAsJsonObject().get("requests").getAsLong();
  }
}
