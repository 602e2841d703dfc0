package io.backdrop.cli.payload;

import io.backdrop.IncrementalDisposer.Release;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Many small files in nested directories, released by deleting one after the other. */
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

  @Override
  public long answer(long request) throws IOException {
    int number = Payload.part(request, size);
    return Files.readAllBytes(directoryOf(number).resolve(number + ".txt")).length;
  }

  /** Deletes the tree. */
  @Override
  public void close() throws IOException {
    var deletion = begin();
    while (deletion.step()) {}
  }

  @Override
  public Deletion begin() {
    return new Deletion();
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

  /** Deletes one file, or looks into one directory, in each step. */
  final class Deletion implements Release {

    private final Deque<Path> pending = new ArrayDeque<>();

    private Deletion() {
      if (Files.exists(root)) {
        pending.push(root);
      } else {
        counter.countFirst(false);
      }
    }

    @Override
    public boolean step() throws IOException {
      if (!pending.isEmpty()) {
        delete(pending.element());
      }
      return !pending.isEmpty();
    }

    private void delete(Path path) throws IOException {
      if (!Files.isDirectory(path)) {
        Files.delete(path);
        pending.remove();
        counter.countFirst(true);
      } else if (!pushContent(path)) {
        Files.delete(path);
        pending.remove();
      }
    }

    /** False where there is none, which is so when a directory is met again. */
    private boolean pushContent(Path directory) throws IOException {
      int before = pending.size();
      try (var content = Files.newDirectoryStream(directory)) {
        content.forEach(pending::push);
      }
      return pending.size() > before;
    }
  }
}
