package io.backdrop.cli;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The report as a page that needs nothing but itself. */
final class HtmlReport {

  private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

  private HtmlReport() {}

  static String of(Report report) {
    // The data last, so that nothing in it is taken for a place to fill.
    return resource("report.html")
        .replace("/*{{style}}*/", resource("report.css"))
        .replace("/*{{echarts}}*/", withoutEnd(resource(ECHARTS)))
        .replace("/*{{script}}*/", withoutEnd(resource("report.js")))
        .replace("{{data}}", new Gson().toJson(report));
  }

  /** In a script, the end tag ends it even inside a string. */
  private static String withoutEnd(String script) {
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--");
  }

  private static String resource(String name) {
    try (var stream = HtmlReport.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
