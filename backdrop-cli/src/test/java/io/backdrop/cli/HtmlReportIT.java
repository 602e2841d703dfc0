package io.backdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.cli.common.HtmlPage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page that the command writes, in a real browser. */
@Timeout(180)
class HtmlReportIT {

  private static final Pattern CHART = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL);

  private static final String LEAKED = "#8a9099";

  /** Those of the style sheet for what is handed off, released in place, and never released. */
  private static final Pattern BAR =
      Pattern.compile("<path [^>]*fill=\"(#2f6fb3|#c9793a|" + LEAKED + ")\"");

  private static final int BAR_COLOR = 0x2f6fb3;

  @TempDir private static Path directory;

  private static Chromium chromium;
  private static Path page;

  /** What the page has become in the browser, with the number of its requests added. */
  private static String dom;

  @BeforeAll
  static void openThePage() throws Exception {
    chromium = Chromium.in(directory);
    page = directory.resolve("report.html");
    try (var cli =
        ForkedCli.start(
            directory, ("compare --size 20000 --runs 2 --cold-runs 1 --html " + page).split(" "))) {
      assertThat(cli.exitCode()).as(cli::err).isZero();
    }
    dom = chromium.dom(countingRequests());
  }

  private static Path countingRequests() throws IOException {
    var counting = directory.resolve("counting.html");
    var count =
        """
        <script>
        addEventListener("load", () => {
          document.body.dataset.requests = performance.getEntriesByType("resource").length;
        });
        </script></main>\
        """;
    return Files.writeString(counting, Files.readString(page).replace("</main>", count));
  }

  @Test
  void theChartHasABarForEachStrategy() {
    assertThat(BAR.matcher(chart()).results()).hasSize(Row.usual().size());
  }

  @Test
  void whatIsNeverReleasedHasAColorOfItsOwn() {
    assertThat(BAR.matcher(chart()).results().map(bar -> bar.group(1)))
        .endsWith(LEAKED)
        .containsOnlyOnce(LEAKED);
  }

  @Test
  void longNamesOfThreadsLeaveTheTableAsWideAsThePage() throws Exception {
    var samples =
        Stream.of("defaultEventExecutorGroup-3-1", "defaultEventExecutorGroup-3-5")
            .map(thread -> new Sample(1, 1, 1, thread, null, null))
            .toList();
    var report = Reports.of(List.of(Reports.measured(Row.NETTY_BLOCKING_MANY, samples)));
    var script =
        """
        <script>
        addEventListener("load", () => {
          const place = document.querySelector(".scroll");
          document.body.dataset.clipped = place.scrollWidth > place.clientWidth;
        });
        </script></main>\
        """;
    var html = HtmlPage.of(CompareCommand.class, "report", report);
    var wide = directory.resolve("wide.html");

    Files.writeString(wide, html.replace("</main>", script));

    assertThat(chromium.dom(wide)).contains("data-clipped=\"false\"");
  }

  @Test
  void theChartNamesEachStrategy() {
    var chart = chart();

    for (var row : Row.usual()) {
      assertThat(chart).contains(">" + row.label() + "</text>");
    }
  }

  @Test
  void theChartIsLogarithmic() {
    assertThat(chart()).contains(">1 µs</text>", ">10 µs</text>", ">100 µs</text>", ">1 ms</text>");
  }

  @Test
  void theTableHasALineForEachStrategy() {
    var table = dom.substring(dom.indexOf("<tbody>"), dom.indexOf("</tbody>"));

    assertThat(table.split("<tr>", -1)).hasSize(1 + Row.usual().size());
  }

  @Test
  void aStrategyIsTheHeaderOfItsLine() {
    for (var row : Row.usual()) {
      assertThat(dom).contains("<th scope=\"row\">" + row.label() + "<small>");
    }
  }

  @Test
  void theTableCanBeScrolledByKeyboard() {
    assertThat(dom)
        .containsPattern("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=");
  }

  @Test
  void nothingWasRequested() {
    assertThat(dom).contains("data-requests=\"0\"");
  }

  @Test
  void theBarsCanBeSeen() throws Exception {
    var picture = ImageIO.read(chromium.screenshot(page).toFile());

    assertThat(pixelsOf(picture, BAR_COLOR)).isGreaterThan(5_000);
  }

  private static long pixelsOf(BufferedImage picture, int color) {
    long pixels = 0;
    for (int x = 0; x < picture.getWidth(); x++) {
      for (int y = 0; y < picture.getHeight(); y++) {
        pixels += (picture.getRGB(x, y) & 0xffffff) == color ? 1 : 0;
      }
    }
    return pixels;
  }

  private static String chart() {
    var matcher = CHART.matcher(dom);
    assertThat(matcher.find()).as("the page has a chart").isTrue();
    return matcher.group();
  }
}
