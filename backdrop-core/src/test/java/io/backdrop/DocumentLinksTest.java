package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** README.md and docs/, whose pages refer to each other. */
class DocumentLinksTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]*)(#[^)\\s]+)?\\)");

  static List<Path> documents() throws IOException {
    try (var pages = Files.list(ROOT.resolve("docs"))) {
      var documents = pages.filter(page -> page.toString().endsWith(".md"));
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), documents).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void eachLinkLeadsToAFileAndAHeadingThatAreThere(Path document) throws IOException {
    for (var link : LINK.matcher(Files.readString(document)).results().toList()) {
      var file = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));

      assertThat(file).as(link.group()).exists();
      if (link.group(2) != null) {
        assertThat(anchors(file)).as(link.group()).contains(link.group(2));
      }
    }
  }

  /** As the pages of a repository are shown: without punctuation, and with hyphens for spaces. */
  private static List<String> anchors(Path document) throws IOException {
    try (var lines = Files.lines(document)) {
      return lines
          .filter(line -> line.startsWith("#"))
          .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
          .map(heading -> "#" + heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
          .toList();
    }
  }
}
