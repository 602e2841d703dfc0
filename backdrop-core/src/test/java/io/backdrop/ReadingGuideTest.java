package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/reading.md, which says in which order to read the core. */
class ReadingGuideTest {

  private static final Path GUIDE = Path.of("../docs/reading.md");
  private static final Path SOURCES = Path.of("src/main/java/io/backdrop");
  private static final Pattern TYPE = Pattern.compile("`([A-Z]\\w+)`");

  @Test
  void eachFileOfTheCoreHasItsPlaceInTheOrder() throws IOException {
    try (var files = Files.list(SOURCES)) {
      var types =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .filter(type -> !type.equals("package-info"));

      assertThat(tables()).containsExactlyInAnyOrderElementsOf(types.toList());
    }
  }

  /** The types that the tables of files name. */
  private static List<String> tables() throws IOException {
    try (var lines = Files.lines(GUIDE)) {
      return lines
          .dropWhile(line -> !line.equals("## In which order"))
          .takeWhile(line -> !line.equals("## What proves it"))
          .filter(line -> line.startsWith("|"))
          .flatMap(line -> TYPE.matcher(line).results().map(each -> each.group(1)))
          .toList();
    }
  }
}
