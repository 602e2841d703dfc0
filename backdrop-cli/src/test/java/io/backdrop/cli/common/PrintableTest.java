package io.backdrop.cli.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrintableTest {

  private static final String TEXT = "─ 1.23 µs · 15.8k× –";

  @Test
  void whatTheTerminalCanShowIsLeftAlone() {
    assertThat(Printable.in(StandardCharsets.UTF_8, TEXT)).isEqualTo(TEXT);
  }

  @Test
  void whatItCannotShowIsMadePlain() {
    assertThat(Printable.in(StandardCharsets.US_ASCII, TEXT)).isEqualTo("- 1.23 us , 15.8kx -");
  }
}
