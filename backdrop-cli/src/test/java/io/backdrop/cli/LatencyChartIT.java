package io.backdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.backdrop.cli.common.Median;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What latency and backlog do when an index is let go of, in the file and on the page. */
@Timeout(180)
class LatencyChartIT {

  /** Takes in the order of 20 ms to release. */
  private static final long ENTRIES = 1_000_000;

  /** No machine is faster; one that is busy otherwise may be as slow as it likes. */
  private static final long FASTEST_RELEASE_NANOS = 5;

  private static final Pattern CHART = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL);
  private static final Pattern Y = Pattern.compile("[ML][-\\d.]+ ([-\\d.]+)");

  /** Of the style sheet, for what is released in place. */
  private static final String IN_PLACE = "#c9793a";

  /** Of the second line that ECharts draws. */
  private static final String SECOND = "#91cc75";

  /** Where the axis of the backlog has its zero, and its height, in pixels. */
  private static final double ZERO = 292;

  private static final double HEIGHT = 236;

  @TempDir private static Path directory;

  private static Path page;
  private static JsonObject inline;
  private static JsonObject trashThread;

  @BeforeAll
  static void measure() throws IOException {
    page = directory.resolve("report.html");
    var json = directory.resolve("report.json");
    var options =
        "latency --seconds 3 --swap-every 1200ms --warm-up 100ms --strategy inline --strategy trash-thread --entries %d --json %s --html %s"
            .formatted(ENTRIES, json, page);
    try (var cli = ForkedCli.start(directory, options.split(" "))) {
      assertThat(cli.exitCode()).as(cli::err).isZero();
    }
    var rows =
        JsonParser.parseString(Files.readString(json)).getAsJsonObject().getAsJsonArray("rows");
    inline = run(rows.get(0).getAsJsonObject());
    trashThread = run(rows.get(1).getAsJsonObject());
  }

  @Test
  void releasedInPlaceEachReplacementIsASpike() {
    var worst = figures(inline, "worstNanos");

    assertThat(LongStream.of(200, 600).mapToObj(piece -> rightAfter(worst, piece)))
        .allSatisfy(spike -> assertThat(spike).isGreaterThan(ENTRIES * FASTEST_RELEASE_NANOS));
  }

  @Test
  void theBacklogOfATrashThreadRisesAndComesDownToNothing() {
    var backlog = figures(trashThread, "backlog");

    assertThat(Collections.max(backlog)).isGreaterThan(ENTRIES / 2);
    assertThat(backlog.getLast()).isZero();
  }

  @Test
  void thePageShowsTheSpikes() throws Exception {
    var heights = heights(charts().getFirst(), IN_PLACE);

    double usual = Median.of(heights.stream().mapToDouble(Double::doubleValue));
    assertThat(usual - Collections.min(heights)).isGreaterThan(5);
  }

  @Test
  void thePageShowsHowTheBacklogRisesAndComesDown() throws Exception {
    var heights = heights(charts().getLast(), SECOND);

    assertThat(ZERO - Collections.min(heights)).isGreaterThan(HEIGHT / 3);
    assertThat(heights.getLast()).isCloseTo(ZERO, within(1.0));
  }

  @Test
  void thePageSaysInWordsWhatTheChartsShow() throws Exception {
    var dom = Chromium.in(directory).dom(page);

    assertThat(dom)
        .containsPattern(
            "aria-label=\"Latency over time. The longest: inline [\\d.]+ ms, trash thread ")
        .containsPattern(
            "aria-label=\"Backlog over time. The largest: inline [\\d,]+, trash thread ");
    assertThat(dom)
        .contains("<th scope=\"row\">trash thread<small>")
        .contains("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=");
  }

  @Test
  void theChartsAreSmallPicturesOfTheirOwn() throws Exception {
    var _ = charts(); // Asks for the browser.
    var pictures = List.of(directory.resolve("latency.svg"), directory.resolve("backlog.svg"));
    var draw =
        new ProcessBuilder(
                "../docs/draw", page.toString(), pictures.get(0) + "", pictures.get(1) + "")
            .inheritIO()
            .start();

    assertThat(draw.waitFor()).isZero();
    for (var picture : pictures) {
      var root =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(picture.toFile())
              .getDocumentElement();
      assertThat(root.getTagName()).isEqualTo("svg");
      assertThat(root.hasAttribute("viewBox")).isTrue();
      assertThat(picture)
          .isRegularFile()
          .satisfies(file -> assertThat(Files.size(file)).isBetween(1_000L, 100_000L));
    }
  }

  private static JsonObject run(JsonObject row) {
    return row.getAsJsonArray("runs").get(0).getAsJsonObject();
  }

  private static List<Long> figures(JsonObject run, String name) {
    return run.getAsJsonArray(name).asList().stream().map(figure -> figure.getAsLong()).toList();
  }

  /** The worst of the first ten pieces, each of which has three milliseconds. */
  private static Long rightAfter(List<Long> worst, long piece) {
    return Collections.max(worst.subList((int) piece, (int) piece + 10));
  }

  private static List<String> charts() throws Exception {
    return CHART.matcher(Chromium.in(directory).dom(page)).results().map(it -> it.group()).toList();
  }

  /** How far from the top the line of that colour is, from left to right. */
  private static List<Double> heights(String chart, String color) {
    var line =
        Stream.of(chart.split("<path "))
            .filter(path -> path.contains("stroke=\"" + color + "\"") && path.length() > 500)
            .findFirst();
    assertThat(line).as("a line of the colour %s", color).isPresent();
    return Y.matcher(line.orElseThrow())
        .results()
        .map(point -> Double.valueOf(point.group(1)))
        .toList();
  }
}
