package io.backdrop.cli.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFileTest {

  @TempDir private Path directory;

  @Test
  void checkingLeavesNothingBehind() {
    OutputFile.check("--json", directory.resolve("new.json"));

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void checkingChangesNothing() throws IOException {
    var file = Files.writeString(directory.resolve("old.json"), "old");

    OutputFile.check("--json", file);

    assertThat(file).hasContent("old");
  }

  @Test
  void whatIsWrittenReplacesWhatWasThere() throws Exception {
    var file = Files.writeString(directory.resolve("old.json"), "a long old text");

    OutputFile.check("--json", file).write("new");

    assertThat(file).hasContent("new");
    assertThat(directory).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-rw-rw-"})
  void thePermissionsOfWhatIsReplacedAreKept(String permissions) throws Exception {
    var file = Files.writeString(directory.resolve("old.json"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    OutputFile.check("--json", file).write("new");

    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo(permissions);
  }

  @Test
  void aLinkStaysALink() throws Exception {
    var file = Files.writeString(directory.resolve("target.json"), "old");
    var link = Files.createSymbolicLink(directory.resolve("link.json"), file);

    OutputFile.check("--json", link).write("new");

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  void aFileThatIsNotThereYetHasOneNameHoweverItIsGiven() throws IOException {
    var link = Files.createSymbolicLink(directory.resolve("link"), directory);
    var plain = OutputFile.check("--json", directory.resolve("new.json"));

    assertThat(OutputFile.check("--json", directory.resolve("./new.json")).path())
        .isEqualTo(plain.path());
    assertThat(OutputFile.check("--json", link.resolve("new.json")).path()).isEqualTo(plain.path());
  }

  @Test
  void aLinkToNothingIsRefused() throws IOException {
    var link = Files.createSymbolicLink(directory.resolve("link.json"), directory.resolve("none"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> OutputFile.check("--json", link))
        .withMessageContainingAll("--json", link.toString(), "it is a link to nothing");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPipeIsWrittenTo() throws Exception {
    var reader = new ProcessBuilder("cat").start();
    var pipe = Path.of("/proc/%d/fd/0".formatted(reader.pid()));

    OutputFile.check("--json", pipe).write("new");
    reader.outputWriter().close();

    assertThat(reader.inputReader().readAllAsString()).isEqualTo("new");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatAProcessIsWritingToIsAddedTo() throws Exception {
    var file = Files.writeString(directory.resolve("open.txt"), "old, ");
    var process =
        new ProcessBuilder("cat").redirectOutput(Redirect.appendTo(file.toFile())).start();

    OutputFile.check("--json", Path.of("/proc/%d/fd/1".formatted(process.pid()))).write("new, ");
    try (var writer = process.outputWriter()) {
      writer.write("newest");
    }
    process.waitFor();

    assertThat(file).hasContent("old, new, newest");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aLinkToWhatAProcessIsWritingToIsAddedToAsWell() throws Exception {
    var file = Files.writeString(directory.resolve("open.txt"), "old, ");
    var process =
        new ProcessBuilder("cat").redirectOutput(Redirect.appendTo(file.toFile())).start();
    var descriptor = Path.of("/proc/%d/fd/1".formatted(process.pid()));
    var link = Files.createSymbolicLink(directory.resolve("link.json"), descriptor);

    OutputFile.check("--json", link).write("new");
    process.outputWriter().close();

    assertThat(file).hasContent("old, new");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatAProcessIsOnlyReadingIsRefusedByTheNumberThatItHas() throws Exception {
    var file = Files.writeString(directory.resolve("open.txt"), "old");
    var process = new ProcessBuilder("sleep", "60").redirectInput(file.toFile()).start();
    var descriptor = Path.of("/proc/%d/fd/0".formatted(process.pid()));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> OutputFile.check("--json", descriptor))
        .withMessageContainingAll(descriptor.toString(), "nothing is open there that could be");
    process.destroy();
  }

  @Test
  void aDirectoryIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OutputFile.check("--html", directory))
        .withMessageContainingAll("--html", directory.toString(), "is a directory");
  }

  @Test
  void aMissingDirectoryIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OutputFile.check("--html", directory.resolve("none/report.html")))
        .withMessageContaining("there is no such directory");
  }

  @Test
  void aDirectoryThatGoesAwayIsAFailureThatNamesTheFile() throws Exception {
    var parent = Files.createDirectory(directory.resolve("sub"));
    var file = OutputFile.check("--json", parent.resolve("report.json"));
    Files.delete(parent);

    assertThatThrownBy(() -> file.write("new"))
        .isInstanceOf(Failure.class)
        .hasMessageContainingAll("report.json", "was not written");
  }
}
