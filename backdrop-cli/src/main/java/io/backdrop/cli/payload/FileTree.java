package io.backdrop.cli.payload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Many small files in nested directories, released by walking them and deleting each. */
final class FileTree implements Payload, AutoCloseable {

  /** How many files, or directories of files, are in one directory. */
  private static final int FAN_OUT = 100;

  private final Counter counter = new Counter();
  private final Path root;
  private final int size;

  FileTree(int size, Path parent) throws IOException {
    this.size = size;
    this.root = Files.createTempDirectory(parent, "tree-");
    for (int i = 0; i < size; i += FAN_OUT) {
      fill(directoryOf(i), i, Math.min(size, i + FAN_OUT));
    }
  }

  private Path directoryOf(int number) {
    int directory = number / FAN_OUT;
    return root.resolve(directory / FAN_OUT + "/" + directory % FAN_OUT);
  }

  /**
   * All files of a directory are links to its first, where the file system has such a thing:
   * removing them is much the same, and making as many of their own takes seconds on some.
   */
  private static void fill(Path directory, int from, int to) throws IOException {
    Files.createDirectories(directory);
    var first = Files.writeString(directory.resolve(from + ".txt"), directory.toString());
    for (int i = from + 1; i < to; i++) {
      link(directory.resolve(i + ".txt"), first);
    }
  }

  private static void link(Path file, Path first) throws IOException {
    try {
      Files.createLink(file, first);
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      Files.copy(first, file);
    }
  }

  @Override
  public FileTree value() {
    return this;
  }

  /** Deletes the tree. */
  @Override
  public void close() throws IOException {
    if (!Files.exists(root)) {
      counter.countFirst(false);
      return;
    }
    Files.walkFileTree(root, new Deleting());
  }

  @Override
  public long released() {
    return counter.released();
  }

  @Override
  public Tally tally() {
    return counter.tally(size, filesLeft());
  }

  private long filesLeft() {
    if (!Files.exists(root)) {
      return 0;
    }
    try (var paths = Files.walk(root)) {
      return paths.filter(Files::isRegularFile).count();
    } catch (IOException | UncheckedIOException e) {
      return size; // Being deleted while it was counted, or not readable: in no way gone.
    }
  }

  @Override
  public void discard() throws IOException {
    if (Files.exists(root)) {
      close();
    }
  }

  private final class Deleting extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      counter.countFirst(true);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      super.postVisitDirectory(directory, failure);
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
