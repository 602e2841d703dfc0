package io.backdrop.cli.common;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that will be written at the end, and was known from the beginning to be writable. */
public final class OutputFile {

  private final Path path;

  private OutputFile(Path path) {
    this.path = path;
  }

  /**
   * Makes sure that the file can be written, and changes nothing.
   *
   * @throws IllegalArgumentException when it cannot
   */
  public static OutputFile check(String option, Path given) {
    try {
      if (given.toString().isEmpty()) {
        throw new IOException("its name is empty");
      }
      var path = oneNameOf(given);
      if (Files.exists(path)) {
        checkExisting(path);
      }
      if (isReplaceable(path)) {
        Files.delete(temporaryBeside(path));
      }
      return new OutputFile(path);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s '%s' cannot be written: %s; give a file in a directory that can be written to"
              .formatted(option, given, Failure.reason(e)),
          e);
    }
  }

  private static void checkExisting(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException("it is a directory");
    }
    if (Files.isRegularFile(path) && !Links.from(path).leadToWhatMayBeWritten()) {
      throw new IOException("nothing is open there that could be written to");
    }
    if (!Files.isWritable(path)) {
      throw new IOException("permission denied");
    }
  }

  /** Where it is, by the same name however it was given. */
  public Path path() {
    return path;
  }

  /**
   * Writes all of it or, where that fails, leaves what was there. A file that is replaced has the
   * same permissions as before. A device, a pipe or what a process has open is appended to.
   */
  public void write(String content) throws Failure {
    try {
      if (isReplaceable(path)) {
        replace(content);
      } else {
        Files.writeString(path, content, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new Failure("'%s' was not written: %s".formatted(path, Failure.reason(e)));
    }
  }

  private static Path oneNameOf(Path given) throws IOException {
    var path = given.toAbsolutePath();
    if (Files.isDirectory(path) || (Files.exists(path) && isReplaceable(path))) {
      return path.toRealPath();
    }
    if (Files.exists(path)) {
      return path; // A pipe may have no other name than the link to it.
    }
    if (Files.isSymbolicLink(path)) {
      throw new IOException("it is a link to nothing");
    }
    return path.resolveSibling(".").toRealPath().resolve(path.getFileName());
  }

  /** Not a device, a pipe or what a process has open, which are there to be written to. */
  private static boolean isReplaceable(Path path) throws IOException {
    return !Files.exists(path)
        || (Files.isRegularFile(path) && !Links.from(path).leadToWhatIsOpen());
  }

  private void replace(String content) throws IOException {
    var temporary = temporaryBeside(path);
    try {
      Files.writeString(temporary, content);
      move(temporary);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void move(Path temporary) throws IOException {
    try {
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Path temporaryBeside(Path path) throws IOException {
    var name = ".%s.%d.tmp".formatted(path.getFileName(), ProcessHandle.current().pid());
    var temporary = path.resolveSibling(name);
    var old = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    return old == null || !Files.exists(path)
        ? Files.createFile(temporary)
        : createWith(old.readAttributes().permissions(), temporary);
  }

  /** From the beginning nobody else can read it; what the umask takes away is added after that. */
  private static Path createWith(Set<PosixFilePermission> permissions, Path path)
      throws IOException {
    Files.createFile(path, PosixFilePermissions.asFileAttribute(permissions));
    return Files.setPosixFilePermissions(path, permissions);
  }
}
