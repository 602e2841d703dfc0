package io.backdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Puts a broken twin in the place of what releases, and sees that the command finds it out. */
@Timeout(120)
class MiscountIT {

  /** What a strategy may do that is closed and has lost a value. */
  private static final String NO_END =
      "new java.util.concurrent.Semaphore(0).acquireUninterruptibly();";

  /** Closes as it is told to. */
  private static final String CONTENDER =
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
        public void close() {
          %s
        }
      }
      """;

  /** Releases as it is told to. */
  private static final String BETWEEN_REQUESTS =
      """
      package io.backdrop.cli.latency;

      import io.backdrop.BackdropStrategy;
      import io.backdrop.cli.payload.Payload;
      import java.time.Duration;

      final class BetweenRequests implements Releasing {

        BetweenRequests(Duration time) {}

        @Override
        public BackdropStrategy strategy() {
          return disposal -> {
            try {
              %s
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          };
        }

        @Override
        public boolean use(long nanos) {
          return false;
        }

        @Override
        public void leave() {}

        @Override
        public void close() {
          %s
        }
      }
      """;

  /** Finds no room. */
  private static final String FILE_TREE =
      """
      package io.backdrop.cli.payload;

      import java.io.IOException;
      import java.nio.file.Path;

      final class FileTree implements Payload {

        FileTree(int size, Path directory) throws IOException {
          throw new IOException("No space left on device");
        }

        @Override
        public Object value() {
          return this;
        }

        @Override
        public long answer(long request) {
          return request;
        }

        @Override
        public long released() {
          return 0;
        }

        @Override
        public Tally tally() {
          return new Tally(1, 0, 0, 1);
        }

        @Override
        public void discard() {}
      }
      """;

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

  /** It is found among the small indexes of the warm-up already. */
  @Test
  void anIndexReleasedTwiceFailsTheMeasurementOfLatency() throws IOException {
    var releasing =
        """
        var index = (Payload) disposal.value();
        disposal.run();
        var again = index.begin();
        while (again.step()) {}
        """;
    try (var cli = latencyWith(releasing, "")) {
      assertThat(cli.exitCode()).isEqualTo(1);

      assertThat(cli.err())
          .endsWith(
              "backdrop: The strategy trash-queue does not hold: every part of every index was to be"
                  + " released exactly once, but of index 1 of 41, of 1 parts 1 were released, 1 a"
                  + " second time, and 0 are left\n");
      assertThat(cli.out()).isEmpty();
    }
  }

  @Test
  void anIndexThatIsLostFailsTheMeasurementOfLatencyAlsoWhereItsStrategyDoesNotEnd()
      throws IOException {
    try (var cli = latencyWith("disposal.value();", NO_END)) {
      assertThat(cli.exitCode()).isEqualTo(1);

      assertThat(cli.err()).contains("of 1 parts 0 were released, 0 a second time, and 1 are left");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compare --payload files --size 9 --runs 1 --strategy none",
        "latency --payload files --entries 9 --seconds 1 --warm-up 10ms --strategy inline"
      })
  void whatCannotBeMadeIsALineOfEitherCommand(String command) throws IOException {
    var classes = compileTwin("FileTree", FILE_TREE);
    try (var cli = ForkedCli.startWith(classes, directory, command.split(" "))) {
      assertThat(cli.exitCode()).isEqualTo(1);

      assertThat(cli.err()).hasLineCount(3).contains("\nWhat is to be let go of could not be made");
      assertThat(cli.out()).isEmpty();
    }
  }

  private ForkedCli latencyWith(String releasing, String closing) throws IOException {
    var options =
        "latency --strategy trash-queue --entries 50 --seconds 1 --swap-every 500ms --warm-up 10ms";
    return ForkedCli.startWith(
        compileTwin("BetweenRequests", BETWEEN_REQUESTS.formatted(releasing, closing)),
        directory,
        options.split(" "));
  }

  private ForkedCli compareWith(String closing, String strategy) throws IOException {
    var options = new String[] {"compare", "--size", "50", "--runs", "1", "--strategy", strategy};
    return ForkedCli.startWith(
        compileTwin("Contender", CONTENDER.formatted(closing, NO_END)), directory, options);
  }

  private Path compileTwin(String name, String twin) throws IOException {
    var source = Files.writeString(directory.resolve(name + ".java"), twin);
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
