package io.backdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class CompareIT {

  @TempDir private Path directory;

  @AfterEach
  void noTemporaryDirectoryIsLeft() {
    assertThat(directory.resolve("tmp")).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"strings, 20000", "arenas, 100", "files, 250"})
  void everyPayloadIsComparedWithEveryStrategy(String payload, String size) throws IOException {
    try (var cli =
        compare("--payload", payload, "--size", size, "--runs", "2", "--cold-runs", "1")) {
      assertThat(cli.exitCode()).as(cli::err).isZero();

      for (var row : Row.usual()) {
        assertThat(cli.out()).containsPattern("(?m)^" + Pattern.quote(row.label()));
      }
      assertThat(cli.out().lines())
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }
  }

  @Test
  void whereNobodyLooksTheProgressIsALineForEachRow() throws IOException {
    try (var cli = brief("none", "leak")) {
      assertThat(cli.exitCode()).isZero();

      assertThat(cli.err().lines()).containsExactly("Measuring none", "Measuring leak");
    }
  }

  @Test
  void theRowsHaveTheOriginalsOrderWhateverOrderTheyAreAskedForIn() throws IOException {
    try (var cli = brief("leak", "none")) {
      assertThat(cli.exitCode()).isZero();

      assertThat(cli.out().indexOf("none")).isBetween(0, cli.out().indexOf("leak"));
    }
  }

  @Test
  void theJsonFileHoldsEveryMeasurement() throws IOException {
    var file = directory.resolve("report.json");
    var options = "--size 1000 --cold-runs 2 --strategy none --strategy leak --json " + file;
    try (var cli = compare(options.split(" "))) {
      assertThat(cli.exitCode()).as(cli::err).isZero();
    }
    var report = JsonParser.parseString(Files.readString(file)).getAsJsonObject();

    assertThat(report.get("size").getAsInt()).isEqualTo(1000);
    assertThat(report.get("rows").getAsJsonArray())
        .extracting(row -> row.getAsJsonObject().get("strategy").getAsString())
        .containsExactly("none", "leak");
    assertThat(report.get("rows").getAsJsonArray())
        .allSatisfy(row -> holdsAllRuns(row.getAsJsonObject()));
  }

  private static void holdsAllRuns(JsonObject row) {
    assertThat(row.get("coldNanos").getAsLong()).isPositive();
    assertThat(row.get("coldHandOffs").getAsJsonArray()).hasSize(2);
    assertThat(row.get("handOffs").getAsJsonArray()).hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--size many",
        "--size 0",
        "--size -1",
        "--size 99999999999999999999",
        "--payload files --size 9999999999999",
        "--payload socks",
        "--strategy best",
        "--json /missing/report.json",
        "--html /",
      })
  void badInputIsOneLineAndExitCode2(String options) throws IOException {
    try (var cli = compare(options.split(" "))) {
      assertThat(cli.exitCode()).isEqualTo(2);

      assertThat(cli.err()).hasLineCount(1);
      assertThat(cli.out()).isEmpty();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aNameThatTheEncodingDoesNotHaveIsRefusedWithWhatToDo() throws IOException {
    var withName = "LC_ALL=C exec \"$@\" --html \"$(printf '\\303\\274.html')\""; // An ü.
    try (var cli = ForkedCli.startBy(List.of("sh", "-c", withName, "sh"), directory, "compare")) {
      assertThat(cli.exitCode()).isEqualTo(2);

      assertThat(cli.err())
          .hasLineCount(1)
          .contains("'--html': '??.html' is not the name of a file", "by LC_ALL=C.UTF-8");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "compare, /missing, there is no such directory",
    "compare --payload rocksdb, /missing, there is no such directory",
    "latency, /missing, there is no such directory",
    "latency, /dev/null, Not a directory",
  })
  void noPlaceForTemporaryFilesIsOneLineAndExitCode2(String command, String place, String reason)
      throws IOException {
    try (var cli =
        ForkedCli.startWithOption("-Djava.io.tmpdir=" + place, directory, command.split(" "))) {
      assertThat(cli.exitCode()).isEqualTo(2);

      assertThat(cli.err().lines().filter(line -> !line.startsWith("WARNING: java.io.tmpdir")))
          .singleElement(STRING)
          .startsWith("backdrop: The directory for temporary files '" + place + "' cannot")
          .contains(reason + "; name another");
      assertThat(cli.out()).isEmpty();
    }
  }

  @Test
  void anOutputThatFailsAtTheEndCostsNotTheTable() throws IOException {
    Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")), "There is no /dev/full here");
    try (var cli =
        compare("--size", "9", "--runs", "1", "--strategy", "none", "--json", "/dev/full")) {
      assertThat(cli.exitCode()).isEqualTo(1);

      assertThat(cli.out()).contains("none (inline)");
      assertThat(cli.err()).endsWith("'/dev/full' was not written: No space left on device\n");
    }
  }

  @Test
  void aFileIsWrittenAlsoWhereTheOtherOneFails() throws IOException {
    Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")), "There is no /dev/full here");
    var page = directory.resolve("report.html");
    var options = "--size 9 --runs 1 --strategy none --json /dev/full --html " + page;
    try (var cli = compare(options.split(" "))) {
      assertThat(cli.exitCode()).isEqualTo(1);

      assertThat(cli.err()).endsWith("'/dev/full' was not written: No space left on device\n");
      assertThat(page).content().contains("\"strategy\":\"none\"");
    }
  }

  @Test
  void theStandardOutputCanHaveTheFileAfterTheTable() throws IOException {
    Assumptions.assumeTrue(Files.exists(Path.of("/dev/stdout")), "There is no /dev/stdout here");
    try (var cli =
        compare("--size", "9", "--runs", "1", "--strategy", "none", "--json", "/dev/stdout")) {
      assertThat(cli.exitCode()).as(cli::err).isZero();

      assertThat(cli.out()).startsWith("What letting go costs").contains("none (inline)");
      assertThat(cli.out().substring(cli.out().indexOf('{')))
          .satisfies(json -> assertThat(JsonParser.parseString(json).isJsonObject()).isTrue());
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void anInterruptCostsNotTheRowsThatAreMeasured(String signal, int exitCode) throws Exception {
    try (var cli = compareTwo()) {
      awaitSecond(cli);
      kill("-" + signal, cli.handle());

      assertThat(cli.exitCode()).isEqualTo(exitCode);
      assertThat(cli.err()).isEqualTo("Measuring none\nMeasuring trivial\n");
      showsTheFirst(cli);
    }
  }

  @Test
  void whatAnInterruptCostsTheReportIsSaid() throws Exception {
    Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")), "There is no /dev/full here");
    try (var cli = compareTwo(Path.of("/dev/full"))) {
      awaitSecond(cli);
      kill("-INT", cli.handle());

      assertThat(cli.exitCode()).isEqualTo(130);
      assertThat(cli.err()).endsWith("'/dev/full' was not written: No space left on device\n");
    }
  }

  @Test
  void afterAnInterruptNobodyIsWaitedForWhoDoesNotReadTheReport() throws Exception {
    var pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    try (var cli = compareTwo(pipe)) {
      awaitSecond(cli);
      kill("-INT", cli.handle());

      assertThat(cli.exitCode()).isEqualTo(130);
      assertThat(cli.err())
          .endsWith("backdrop: The report was not taken within 10 s, and is not complete\n");
    }
  }

  @Test
  void neitherDoesAJvmThatFails() throws Exception {
    try (var cli = compareTwo()) {
      kill("-KILL", awaitSecond(cli));

      assertThat(cli.exitCode()).isEqualTo(1);
      assertThat(cli.err()).contains("backdrop: The JVM of the row trivial ended with exit code");
      showsTheFirst(cli);
    }
  }

  private ForkedCli compareTwo() throws IOException {
    return compareTwo(directory.resolve("report.json"));
  }

  private ForkedCli compareTwo(Path json) throws IOException {
    var options =
        "--size 1000000 --runs 1 --strategy none --strategy trivial --cold-runs 1 --json %s --html %s";
    return compare(options.formatted(json, directory.resolve("report.html")).split(" "));
  }

  /** Until the JVM of the second row is there. */
  private static ProcessHandle awaitSecond(ForkedCli cli) {
    while (!cli.err().contains("Measuring trivial") && cli.handle().isAlive()) {
      Thread.onSpinWait();
    }
    return awaitChild(cli.handle());
  }

  private void showsTheFirst(ForkedCli cli) throws IOException {
    assertThat(cli.out())
        .contains("none (inline)", "Partial: it ended before all strategies were measured.")
        .doesNotContain("trivial");
    var report = JsonParser.parseString(Files.readString(directory.resolve("report.json")));
    assertThat(report.getAsJsonObject().get("partial").getAsBoolean()).isTrue();
    assertThat(report.getAsJsonObject().get("rows").getAsJsonArray()).hasSize(1);
    assertThat(directory.resolve("report.html")).content().contains("\"partial\":true");
  }

  @Test
  void anInterruptBeforeThatEndsItSilentlyWithAllThatItStarted() throws Exception {
    try (var cli = compare("--payload", "files", "--size", "100000", "--strategy", "none")) {
      var child = awaitChild(cli.handle());
      kill("-INT", cli.handle());

      assertThat(cli.exitCode()).isEqualTo(130);
      assertThat(child.isAlive()).isFalse();
      assertThat(cli.err()).isEqualTo("Measuring none\n");
      assertThat(cli.out()).isEmpty();
    }
  }

  @Test
  void anInterruptLeavesNoLibraryThatWasUnpacked() throws Exception {
    try (var cli = compare("--payload", "rocksdb", "--size", "100000", "--strategy", "none")) {
      awaitWork(cli.handle(), "librocksdb");
      kill("-INT", cli.handle());

      assertThat(cli.exitCode()).isEqualTo(130);
    }
  }

  @Test
  void aJvmThatIsEndedAloneIsAFailure() throws Exception {
    try (var cli = compare("--payload", "files", "--size", "100000", "--strategy", "none")) {
      var child = awaitChild(cli.handle());
      awaitWork(cli.handle(), "");
      kill("-TERM", child);

      assertThat(cli.exitCode()).isEqualTo(1);
      assertThat(cli.err()).contains("The JVM of the row none ended with exit code 143");
    }
  }

  /** Until a JVM that it started has made something of such a name where it works. */
  private void awaitWork(ProcessHandle parent, String prefix) throws IOException {
    while (parent.isAlive()) {
      for (var workplace : entries(directory.resolve("tmp"))) {
        for (var work : entries(workplace)) {
          if (work.getFileName().toString().startsWith(prefix)) {
            return;
          }
        }
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("It ended before it had made anything");
  }

  /** Of a folder that may be none, or be gone by now. */
  private static List<Path> entries(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.toList();
    } catch (NoSuchFileException | NotDirectoryException none) {
      return List.of();
    }
  }

  private static void kill(String signal, ProcessHandle process) throws Exception {
    assertThat(new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor())
        .isZero();
  }

  private static ProcessHandle awaitChild(ProcessHandle parent) {
    while (parent.isAlive()) {
      var child = parent.children().filter(CompareIT::isRow).findFirst();
      if (child.isPresent()) {
        return child.get();
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("It ended before it had started a JVM");
  }

  /** And not what starts its JVM, of which the first is a copy of the parent. */
  private static boolean isRow(ProcessHandle process) {
    var arguments = process.info().arguments();
    return arguments.isPresent() && List.of(arguments.get()).contains(RowMain.class.getName());
  }

  /** Of two strategies, as quickly as can be. */
  private ForkedCli brief(String first, String second) throws IOException {
    var options = "--size 9 --runs 1 --cold-runs 1 --strategy %s --strategy %s";
    return compare(options.formatted(first, second).split(" "));
  }

  private ForkedCli compare(String... options) throws IOException {
    var args = new String[options.length + 1];
    args[0] = "compare";
    System.arraycopy(options, 0, args, 1, options.length);
    return ForkedCli.start(directory, args);
  }
}
