package io.backdrop.cli.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Disposer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PayloadTest {

  /** More than one directory full of files. */
  private static final int SIZE = 250;

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void untilItIsReleasedEveryPartIsThere(PayloadKind kind) throws Exception {
    var payload = kind.build(SIZE, directory);

    assertThat(payload.tally()).isEqualTo(new Tally(SIZE, 0, 0, SIZE));
    payload.discard();
  }

  @ParameterizedTest
  @EnumSource
  void onceReleasedNoPartIsLeft(PayloadKind kind) throws Exception {
    var payload = kind.build(SIZE, directory);

    Disposer.structural().dispose(payload.value());

    assertThat(payload.tally()).isEqualTo(new Tally(SIZE, SIZE, 0, 0));
  }

  @ParameterizedTest
  @EnumSource
  void aSecondReleaseIsCountedAndDoesNoHarm(PayloadKind kind) throws Exception {
    var payload = kind.build(SIZE, directory);
    Disposer.structural().dispose(payload.value());

    Disposer.structural().dispose(payload.value());

    assertThat(payload.tally().again()).isPositive();
    assertThat(payload.tally().isReleasedOnce()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsLeftCanBeDiscarded(PayloadKind kind) throws Exception {
    var payload = kind.build(SIZE, directory);

    payload.discard();
    payload.discard();

    assertThat(payload.tally().isReleasedOnce()).isTrue();
  }

  @Test
  void aStringThatIsNotReleasedIsLeft() {
    var payload = new NativeStrings(3);
    payload.value()[0].close();
    payload.value()[2].close();

    assertThat(payload.tally()).isEqualTo(new Tally(3, 2, 0, 1));
    payload.discard();
  }

  @Test
  void theStringsAreDecimalNumbers() {
    var payload = new NativeStrings(1001);

    assertThat(Arrays.stream(payload.value()).map(Object::toString))
        .startsWith("0", "1")
        .contains("9", "10", "99", "100")
        .endsWith("999", "1000");
    payload.discard();
  }

  @Test
  void aFileThatIsNotDeletedIsLeft() throws IOException {
    var payload = new FileTree(SIZE, directory);
    try (var paths = Files.walk(directory)) {
      Files.delete(paths.filter(Files::isRegularFile).findFirst().orElseThrow());
    }

    assertThat(payload.tally()).isEqualTo(new Tally(SIZE, 0, 0, SIZE - 1));
  }
}
