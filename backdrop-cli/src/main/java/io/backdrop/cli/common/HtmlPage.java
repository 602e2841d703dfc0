package io.backdrop.cli.common;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A report as a page that needs nothing but itself. */
public final class HtmlPage {

  private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

  private HtmlPage() {}

  /**
   * Fills a page.
   *
   * @param owner the class beside which the page and its script are
   * @param name theirs, without the ending
   * @param report what the script draws
   */
  public static String of(Class<?> owner, String name, Object report) {
    // The data last, so that nothing in it is taken for a place to fill.
    return resource(owner, name + ".html")
        .replace("/*{{style}}*/", resource(HtmlPage.class, "page.css"))
        .replace("/*{{echarts}}*/", withoutEnd(resource(HtmlPage.class, ECHARTS)))
        .replace("/*{{common}}*/", withoutEnd(resource(HtmlPage.class, "page.js")))
        .replace("/*{{script}}*/", withoutEnd(resource(owner, name + ".js")))
        .replace("{{data}}", new Gson().toJson(report));
  }

  /** In a script, the end tag ends it even inside a string. */
  private static String withoutEnd(String script) {
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--");
  }

  private static String resource(Class<?> owner, String name) {
    try (var stream = owner.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
