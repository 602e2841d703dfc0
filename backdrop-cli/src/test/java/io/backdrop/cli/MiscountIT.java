package io.backdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Puts a broken twin in the place of what releases, and sees that the command finds it out. */
@Timeout(120)
class MiscountIT {

  @TempDir private Path directory;

  @Test
  void aValueReleasedTwiceFailsTheCommand() throws IOException {
    try (var cli = compareWith("disposer.dispose(value); disposer.dispose(value);", "thread")) {
      assertThat(cli.exitCode()).isEqualTo(1);

      assertThat(cli.err())
          .endsWith(
              "backdrop: The row thread does not hold: every part was to be released exactly once,"
                  + " but of 50 parts 50 were released, 50 a second time, and 0 are left\n");
      assertThat(cli.out()).isEmpty();
    }
  }

  @Test
  void aLeakThatReleasesFailsTheCommand() throws IOException {
    try (var cli = compareWith("disposer.dispose(value);", "leak")) {
      assertThat(cli.exitCode()).isEqualTo(1);

      assertThat(cli.err())
          .contains("The row leak does not hold: every part was to be released never");
    }
  }

  @Test
  void aJvmThatEndsEarlyFailsTheCommand() throws IOException {
    try (var cli = compareWith("System.exit(3);", "thread")) {
      assertThat(cli.exitCode()).isEqualTo(1);

      assertThat(cli.err())
          .endsWith(
              "backdrop: The JVM of the row thread ended with exit code 3 after 0 of 2 runs\n");
    }
  }

  private ForkedCli compareWith(String closing, String strategy) throws IOException {
    var options = new String[] {"compare", "--size", "50", "--runs", "1", "--strategy", strategy};
    return ForkedCli.startWith(compileTwin(closing), directory, options);
  }

  private Path compileTwin(String closing) throws IOException {
    var source = directory.resolve("Contender.java");
    Files.writeString(
        source,
        """
        package io.backdrop.cli;

        import io.backdrop.BackdropStrategy;
        import io.backdrop.Disposer;

        class Contender implements AutoCloseable {

          Contender(BackdropStrategy strategy) {}

          AutoCloseable wrap(Object value, Disposer<Object> disposer) throws Exception {
            return () -> { %s };
          }

          Stopwatch.Reading measure(AutoCloseable wrapped) throws Exception {
            return Stopwatch.read(wrapped);
          }

          void settle() {}

          @Override
          public void close() {}
        }
        """
            .formatted(closing));
    var classes = Files.createDirectories(directory.resolve("classes"));
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                ForkedCli.jar(),
                "-d",
                classes.toString(),
                source.toString());
    assertThat(result).isZero();
    return classes;
  }
}
