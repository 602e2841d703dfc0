package io.backdrop.cli.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A directory for a JVM that measures to work in, among those for temporary files. */
public final class Workplace {

  private final Path directory;

  private Workplace(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes sure that there can be one, and leaves none.
   *
   * @throws IllegalArgumentException when there cannot
   */
  public static void check() {
    try {
      create().delete();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          e.getMessage() + "; name another, by JDK_JAVA_OPTIONS=-Djava.io.tmpdir=/var/tmp, say", e);
    }
  }

  /**
   * Makes one.
   *
   * @throws IOException that says which directory is no place for it, and why
   */
  static Workplace create() throws IOException {
    var parent = System.getProperty("java.io.tmpdir");
    try {
      return new Workplace(Files.createTempDirectory(Path.of(parent), "backdrop-"));
    } catch (IOException e) {
      throw unusable(parent, Failure.reason(e), e);
    } catch (InvalidPathException e) {
      throw unusable(parent, Failure.reason(e), e);
    }
  }

  private static IOException unusable(String directory, String reason, Exception cause) {
    return new IOException(
        "The directory for temporary files '%s' cannot be written to: %s"
            .formatted(directory, reason),
        cause);
  }

  Path directory() {
    return directory;
  }

  /**
   * Deletes it with all that is in it.
   *
   * @throws IOException that says why something is left
   */
  void delete() throws IOException {
    Deletion.of(directory);
  }
}
