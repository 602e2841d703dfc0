package io.backdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.backdrop.cli.latency.Strategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
class LatencyIT {

  private static final Pattern CHART = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL);

  /** Fewer than a request that makes anything of its own would take, compiled late or not. */
  private static final int FEW_BYTES = 100;

  @TempDir private Path directory;

  @AfterEach
  void nothingTemporaryIsLeft() {
    assertThat(directory.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void everyStrategyIsMeasuredAndGoesToTableFileAndPage() throws Exception {
    var json = directory.resolve("report.json");
    var html = directory.resolve("report.html");
    var files = List.of("--entries", "5000", "--json", json.toString(), "--html", html.toString());
    try (var cli = latency(files)) {
      assertThat(cli.exitCode()).as(cli::err).isZero();

      for (var strategy : Strategy.values()) {
        assertThat(cli.out()).containsPattern("(?m)^" + strategy.label() + " ");
      }
      assertThat(cli.out().lines())
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }
    holdsEveryStrategy(read(json).get("rows").getAsJsonArray());
    drawsEveryStrategy(html);
  }

  private static void holdsEveryStrategy(JsonArray rows) {
    assertThat(rows)
        .extracting(row -> row.getAsJsonObject().get("strategy").getAsString())
        .containsExactlyElementsOf(Arrays.stream(Strategy.values()).map(Strategy::id).toList());
    for (var row : rows) {
      var measured = runs(row).get(0).getAsJsonObject();
      assertThat(measured.get("requests").getAsInt()).isEqualTo(10_000);
      assertThat(measured.get("swaps").getAsInt()).isEqualTo(4);
      assertThat(measured.get("bytesPerRequest").getAsDouble()).isLessThan(FEW_BYTES);
      assertThat(measured.get("collections").getAsInt()).isZero();
    }
  }

  private void drawsEveryStrategy(Path html) throws Exception {
    var dom = Chromium.in(directory).dom(html);
    var charts = CHART.matcher(dom).results().toList();

    assertThat(dom).contains("<li>trash thread: max at most 1.05× that of leak: ");
    assertThat(charts).hasSize(2);
    for (var strategy : Strategy.values()) {
      assertThat(charts.getFirst().group()).contains(">" + strategy.label() + "</text>");
    }
  }

  @ParameterizedTest
  @CsvSource({"arenas, 20", "files, 150", "netty, 1000", "lucene, 5", "rocksdb, 20"})
  void everyPayloadIsReleasedOnce(String payload, String entries) throws IOException {
    var options = List.of("--payload", payload, "--entries", entries, "--strategy", "trash-queue");
    try (var cli = latency(options)) {
      assertThat(cli.exitCode()).as(cli::err).isZero();

      assertThat(cli.out()).containsPattern("(?m)^trash queue ");
    }
  }

  @Test
  void asManyRequestsAreAnsweredAsTheRateSays() throws IOException {
    assertThat(requestsAtRate("2500")).isEqualTo(2_500);
  }

  @Test
  void atTheHighestRateThereAreAsManyAsCanBeAnswered() throws IOException {
    assertThat(requestsAtRate("max")).isGreaterThan(20_000);
  }

  private int requestsAtRate(String rate) throws IOException {
    var json = directory.resolve("report.json");
    var options = "--strategy inline --entries 999 --rate %s --json %s".formatted(rate, json);
    try (var cli = latency(List.of(options.split(" ")))) {
      assertThat(cli.exitCode()).as(cli::err).isZero();
    }
    return measured(read(json)).get("requests").getAsInt();
  }

  @Test
  void severalServersShareTheRequests() throws IOException {
    var json = directory.resolve("report.json");
    try (var cli =
        latency(
            List.of(
                "--entries",
                "999",
                "--servers",
                "2",
                "--strategy",
                "inline",
                "--json",
                json.toString()))) {
      assertThat(cli.exitCode()).as(cli::err).isZero();
    }

    assertThat(measured(read(json)).get("requests").getAsInt()).isEqualTo(10_000);
  }

  @Test
  void strategiesThatAreRepeatedTakeTurnsAndTheFileHasAllRuns() throws IOException {
    var json = directory.resolve("report.json");
    var options = new ArrayList<>(List.of("--entries", "999", "--repeat", "2"));
    options.addAll(List.of("--strategy", "inline", "--strategy", "leak"));
    options.addAll(List.of("--json", json.toString()));
    try (var cli = latency(options)) {
      assertThat(cli.exitCode()).as(cli::err).isZero();

      assertThat(cli.err().lines().filter(line -> line.startsWith("Measuring")))
          .containsExactly(
              "Measuring inline", "Measuring leak", "Measuring inline", "Measuring leak");
      assertThat(cli.out()).contains("the median of 2 runs");
    }
    assertThat(read(json).get("rows").getAsJsonArray())
        .hasSize(2)
        .allSatisfy(row -> assertThat(runs(row)).hasSize(2));
  }

  @Test
  void aPayloadWhoseLibraryCannotBeLoadedIsRefused() throws IOException {
    try (var cli =
        ForkedCli.startWithOption(
            "-Dos.arch=sparc", directory, "latency", "--payload", "rocksdb", "--entries", "9")) {
      assertThat(cli.exitCode()).isEqualTo(2);

      assertThat(cli.err()).hasLineCount(1).contains("--payload rocksdb cannot be used here");
      assertThat(cli.out()).isEmpty();
    }
  }

  @Test
  void theHeapThatTheEnvironmentSetsUpIsNotThatOfTheJvmsThatMeasure() throws IOException {
    var variables =
        List.of("env", "JAVA_TOOL_OPTIONS=-XX:+UseParallelGC", "_JAVA_OPTIONS=-Xmx256m");
    var options = "latency --seconds 1 --warm-up 10ms --entries 99 --strategy inline";
    try (var cli = ForkedCli.startBy(variables, directory, options.split(" "))) {
      assertThat(cli.exitCode()).as(cli::err).isZero();

      assertThat(cli.out()).containsPattern("(?m)^inline ");
    }
  }

  @Test
  void figuresAreTheSameInEveryCountry() throws IOException {
    var options = "latency --entries 99999999999 --seconds 2000 --swap-every 1s";
    try (var cli = ForkedCli.startIn(Locale.GERMANY, directory, options.split(" "))) {
      assertThat(cli.exitCode()).isEqualTo(2);

      assertThat(cli.err()).contains("2,001 times");
    }
  }

  private static JsonObject measured(JsonObject report) {
    return runs(report.get("rows").getAsJsonArray().get(0)).get(0).getAsJsonObject();
  }

  private static JsonArray runs(JsonElement row) {
    return row.getAsJsonObject().get("runs").getAsJsonArray();
  }

  private static JsonObject read(Path json) throws IOException {
    return JsonParser.parseString(Files.readString(json)).getAsJsonObject();
  }

  private ForkedCli latency(List<String> options) throws IOException {
    var args =
        new ArrayList<>(
            List.of("latency", "--seconds", "1", "--swap-every", "250ms", "--warm-up", "100ms"));
    args.addAll(options);
    return ForkedCli.start(directory, args.toArray(String[]::new));
  }
}
