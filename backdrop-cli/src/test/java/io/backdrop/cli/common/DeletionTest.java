package io.backdrop.cli.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeletionTest {

  @TempDir private Path directory;

  @Test
  void aTreeIsDeleted() throws IOException {
    var root = directory.resolve("root");
    Files.createDirectories(root.resolve("empty"));
    Files.writeString(Files.createDirectories(root.resolve("a/b")).resolve("file"), "text");

    Deletion.of(root);

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void whatALinkLeadsToIsKept() throws IOException {
    var kept = Files.writeString(directory.resolve("kept"), "text");
    var root = Files.createDirectory(directory.resolve("root"));
    Files.createSymbolicLink(root.resolve("file"), kept);
    Files.createSymbolicLink(root.resolve("directory"), directory);

    Deletion.of(root);

    assertThat(root).doesNotExist();
    assertThat(kept).hasContent("text");
  }

  @Test
  void whatIsNotThereIsDeleted() throws IOException {
    Deletion.of(directory.resolve("none"));

    assertThat(directory).isEmptyDirectory();
  }
}
