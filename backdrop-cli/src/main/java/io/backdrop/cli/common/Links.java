package io.backdrop.cli.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/** The links that a path leads through: such as /dev/stderr, to what a process has open. */
final class Links {

  private final List<Path> names;

  private Links(List<Path> names) {
    this.names = names;
  }

  /** Those of a path that exists. */
  static Links from(Path path) throws IOException {
    var names = new ArrayList<Path>();
    var name = path;
    names.add(name);
    while (Files.isSymbolicLink(name)) {
      name = name.resolveSibling(Files.readSymbolicLink(name));
      names.add(name);
    }
    return new Links(names);
  }

  /** Whether they may lead to a file that is being written to. */
  boolean leadToWhatIsOpen() {
    return names.stream().map(Path::normalize).anyMatch(Links::isOfTheSystem);
  }

  private static boolean isOfTheSystem(Path name) {
    return name.startsWith("/proc") || (name.startsWith("/dev") && !name.startsWith("/dev/shm"));
  }

  /**
   * Whether they lead nowhere that was opened for reading alone. The number of a stream that is
   * closed is that of any file, such as one of the JVM's own.
   */
  boolean leadToWhatMayBeWritten() throws IOException {
    for (var name : names) {
      if (Files.isSymbolicLink(name) && !isForWriting(name)) {
        return false;
      }
    }
    return true;
  }

  /** A link to what is open has the permissions that it was opened with; others have all. */
  private static boolean isForWriting(Path link) throws IOException {
    return Files.getPosixFilePermissions(link, LinkOption.NOFOLLOW_LINKS)
        .contains(PosixFilePermission.OWNER_WRITE);
  }
}
