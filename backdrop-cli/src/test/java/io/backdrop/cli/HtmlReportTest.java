package io.backdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.cli.common.HtmlPage;
import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

  private final String page = page(Reports.of(Row.values()));

  @Test
  void nothingIsLeftToFill() {
    assertThat(page)
        .doesNotContain("{{style}}", "{{echarts}}", "{{common}}", "{{script}}", "{{data}}");
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    assertThat(page)
        .contains("Content-Security-Policy\" content=\"default-src 'none'")
        .doesNotContainPattern("<script[^>]+src=")
        .doesNotContainPattern("<link[^>]+href=\"(?!data:)")
        .doesNotContain("@import", "url(http");
  }

  @Test
  void noScriptEndsBeforeItsEnd() {
    assertThat(page.split("</script", -1)).hasSize(1 + 3);
    assertThat(page.split("<script", -1)).hasSize(1 + 3);
  }

  @Test
  void noFigureOrNameCanEndTheData() {
    var sample = new Sample(1, 1, 1, "</script><b>", null, null);
    var evil = Reports.measured(Row.NONE, List.of(sample, sample));

    assertThat(page(Reports.of(List.of(evil)))).doesNotContain("</script><b>");
  }

  private static String page(Report report) {
    return HtmlPage.of(CompareCommand.class, "report", report);
  }
}
