package io.backdrop.cli;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The asynchronous runtimes and the modules for them: in a folder beside the jar, so that whoever
 * does not measure them neither waits for them nor has them on the class path.
 */
final class RuntimeLibraries {

  private RuntimeLibraries() {}

  /**
   * What the JVM of such a row needs on its class path in addition to our own.
   *
   * @throws IllegalArgumentException when it is not there
   */
  static String classPath() {
    var folder = home().resolveSibling("runtimes");
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "The libraries of the runtimes are not in '%s'; run ./backdrop, which builds them"
              .formatted(folder));
    }
    return folder + File.separator + "*";
  }

  private static Path home() {
    try {
      var source = RuntimeLibraries.class.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
