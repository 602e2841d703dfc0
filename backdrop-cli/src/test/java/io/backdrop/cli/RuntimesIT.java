package io.backdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The rows of the asynchronous runtimes, beside one of the others. */
@Timeout(180)
class RuntimesIT {

  private static final EnumSet<Row> ROWS = withNone(Row.ofRuntimes());

  @TempDir private static Path directory;

  private static String table;
  private static JsonArray rows;
  private static String page;

  private static EnumSet<Row> withNone(EnumSet<Row> rows) {
    rows.add(Row.NONE);
    return rows;
  }

  @BeforeAll
  static void compareThem() throws IOException {
    var json = directory.resolve("report.json");
    var html = directory.resolve("report.html");
    try (var cli =
        ForkedCli.start(
            directory,
            ("compare --runtimes --strategy none --size 500 --runs 1 --cold-runs 1 --json %s --html %s")
                .formatted(json, html)
                .split(" "))) {
      assertThat(cli.exitCode()).as(cli::err).isZero();
      table = cli.out();
    }
    rows = JsonParser.parseString(Files.readString(json)).getAsJsonObject().getAsJsonArray("rows");
    page = Files.readString(html);
  }

  @Test
  void theTableHasALineForEachAndFits80Columns() {
    for (var row : ROWS) {
      assertThat(table).containsPattern("(?m)^" + Pattern.quote(row.label()) + "\\s+\\d");
    }
    assertThat(table.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void theJsonFileHasEachInOrder() {
    assertThat(rows)
        .extracting(row -> row.getAsJsonObject().get("strategy").getAsString())
        .containsExactlyElementsOf(ROWS.stream().map(Row::id).toList());
  }

  @Test
  void eachIsReleasedByAThreadOfItsRuntime() {
    assertThat(rows)
        .extracting(row -> row.getAsJsonObject().getAsJsonArray("cleanUpThreads").get(0))
        .extracting(thread -> thread.getAsString().replaceAll("\\d.*", ""))
        .containsExactly(
            "main",
            "multiThreadIoEventLoopGroup-",
            "defaultEventExecutorGroup-",
            "multiThreadIoEventLoopGroup-",
            "defaultEventExecutorGroup-",
            "parallel-",
            "boundedElastic-",
            "single-",
            "boundedElastic-",
            "vert.x-eventloop-thread-",
            "vert.x-worker-thread-",
            "vert.x-eventloop-thread-",
            "vert.x-worker-thread-",
            "DefaultDispatcher-worker-",
            "DefaultDispatcher-worker-",
            "dispatcher",
            "DefaultDispatcher-worker-");
  }

  @Test
  void eachStandsBesideTheBareSubmitOfItsRuntime() {
    for (var row : Row.ofRuntimes()) {
      assertThat(table)
          .containsPattern(
              "(?m)^" + Pattern.quote(row.label()) + " +[\\d.]+ .s +[\\d.]+ .s +[\\d.]+$");
    }
  }

  @Test
  void thePageHasEach() {
    for (var row : ROWS) {
      assertThat(page).contains("\"label\":\"" + row.label() + "\"");
    }
  }

  @Test
  void aJarWithoutTheLibrariesBesideItSaysWhereTheyShouldBe() throws IOException {
    var alone = Files.createDirectories(directory.resolve("alone"));
    var jar = Files.copy(Path.of(ForkedCli.jar()), alone.resolve("backdrop-cli.jar"));
    try (var cli =
        ForkedCli.startJar(
            jar, alone, "compare", "--size", "9", "--strategy", "none", "--runtimes")) {
      assertThat(cli.exitCode()).isEqualTo(2);

      assertThat(cli.err())
          .hasLineCount(1)
          .contains("not in '" + alone.resolve("runtimes") + "'; run ./backdrop");
    }
  }
}
