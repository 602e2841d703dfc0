package io.backdrop.cli;

import com.google.gson.GsonBuilder;
import io.backdrop.cli.common.Failure;
import io.backdrop.cli.common.HtmlPage;
import io.backdrop.cli.common.OutputFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files that a report goes to, as options of a command. */
final class Outputs {

  @Option(
      names = "--json",
      paramLabel = "FILE",
      converter = Converters.FileName.class,
      description = "Writes all that was measured to this file.")
  private @Nullable Path json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      converter = Converters.FileName.class,
      description = "Writes a report with a chart to this file, to be opened offline.")
  private @Nullable Path html;

  /** The same files, known to be writable. */
  record Checked(@Nullable OutputFile json, @Nullable OutputFile html) {

    /**
     * Writes those that were asked for, also where one of them fails; the page is the one of that
     * name beside the class.
     */
    void write(Object report, Class<?> owner, String page) throws Failure {
      Failure.afterAll(() -> writeJson(report), () -> writeHtml(report, owner, page));
    }

    private void writeJson(Object report) throws Failure {
      if (json != null) {
        json.write(new GsonBuilder().setPrettyPrinting().create().toJson(report));
      }
    }

    private void writeHtml(Object report, Class<?> owner, String page) throws Failure {
      if (html != null) {
        html.write(HtmlPage.of(owner, page, report));
      }
    }
  }

  /**
   * Makes sure that the files can be written, and changes nothing.
   *
   * @throws IllegalArgumentException when one cannot, or both are the same
   */
  Checked check() {
    var checked = new Checked(check("--json", json), check("--html", html));
    if (checked.json != null
        && checked.html != null
        && checked.json.path().equals(checked.html.path())) {
      throw new IllegalArgumentException(
          "--json and --html are both '%s'; give each a file of its own"
              .formatted(checked.json.path()));
    }
    return checked;
  }

  private static @Nullable OutputFile check(String option, @Nullable Path path) {
    return path == null ? null : OutputFile.check(option, path);
  }
}
