package io.backdrop.cli.common;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Deletes a tree, however many files that has, and goes on where one cannot be deleted. */
final class Deletion extends SimpleFileVisitor<Path> {

  private @Nullable IOException first;

  private Deletion() {}

  /**
   * Deletes all below it, and then itself.
   *
   * @throws IOException that says why the first of those could not be deleted that are still there
   */
  static void of(Path root) throws IOException {
    var deletion = new Deletion();
    Files.walkFileTree(root, deletion);
    if (deletion.first != null) {
      throw deletion.first;
    }
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    return delete(file);
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
    return delete(file);
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException unread) {
    boolean isFirst = first == null;
    delete(directory);
    if (unread != null && isFirst && first != null) {
      first = unread; // Why it is not empty.
    }
    return FileVisitResult.CONTINUE;
  }

  private FileVisitResult delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      first = first == null ? e : first;
    }
    return FileVisitResult.CONTINUE;
  }
}
