package io.backdrop.jmh.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportTest {

  /** The script knows them too, to refuse a wrong one before it builds. */
  @Test
  void theScriptTakesTheSectionsOfTheReport() throws Exception {
    var names = String.join(" | ", Report.sections(new Lab(Path.of(""), Mode.SHORT)).keySet());
    assertThat(Files.readString(Path.of("run")))
        .containsPattern("(?m)^ *" + Pattern.quote(names) + "\\) ;;$");
  }
}
