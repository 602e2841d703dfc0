package io.backdrop;

import static io.backdrop.Snippets.openSegment;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in the Javadoc of disposers. What stands between the markers is shown there. */
class DisposerSnippets {

  @Test
  void disposers(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("segment"), "content");
    long size = Files.size(file);
    // @start region="disposers"
    record Segment(Path file, long bytes) {}
    Disposer<Segment> deleting = segment -> Files.delete(segment.file());
    var disposer =
        deleting
            .weighing(Segment::bytes) // for bounds and paces by bytes; the closer calls it
            .retrying(RetryPolicy.of(5, Duration.ofMillis(100))); // somebody may have it open
    try (var trash = TrashThread.start()) {
      Backdrop.of(new Segment(file, size), disposer, trash).close();
    }
    // @end
    assertThat(file).doesNotExist();
  }

  @Test
  void lastResort(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("in use"), "content");
    // @start region="lastResort"
    var orphans = new ConcurrentLinkedQueue<Path>();
    Disposer<Path> deleting = Files::delete;
    var disposer = deleting.retrying(RetryPolicy.of(3, Duration.ofMillis(10)), orphans::add);
    try (var trash = TrashThread.start()) {
      Backdrop.of(folder, disposer, trash).close();
    }
    // @end
    assertThat(orphans).containsExactly(folder); // It is not empty.
  }

  @Test
  void structural() {
    var first = openSegment();
    var second = openSegment();
    var trash = new TrashQueue();
    // @start region="structural"
    record Shard(String name, List<FileChannel> segments) {}

    var shards = new Shard[] {new Shard("a", List.of(first)), new Shard("b", List.of(second))};
    Backdrop.of(shards, Disposer.structural(), trash).close(); // closes both files, later
    // @end
    assertThat(first.isOpen()).isTrue();
    trash.close();
    assertThat(first.isOpen()).isFalse();
    assertThat(second.isOpen()).isFalse();
  }

  @Test
  void structuralLeaves(@TempDir Path folder) throws IOException {
    var segment = openSegment();
    var scratch = Files.createFile(folder.resolve("scratch"));
    var trash = new TrashQueue();
    // @start region="structural-leaves"
    record Sorting(String name, FileChannel input, List<Path> scratch) {}

    Disposer<Object> deletingFiles =
        leaf -> {
          if (leaf instanceof Path file) { // and no name
            Files.delete(file);
          }
        };
    var sorting = new Sorting("a", segment, List.of(scratch));
    Backdrop.of(sorting, Disposer.structural(deletingFiles), trash).close();
    // @end
    assertThat(scratch).exists();
    trash.close();
    assertThat(segment.isOpen()).isFalse();
    assertThat(scratch).doesNotExist();
  }

  @Test
  void incremental(@TempDir Path folder) throws IOException {
    var tree = Files.createDirectories(folder.resolve("tree"));
    Files.createDirectories(tree.resolve("a/b"));
    Files.writeString(tree.resolve("a/file"), "content");
    var trash = new TrashQueue();
    // @start region="incremental"
    IncrementalDisposer<Path> deletingTree =
        root -> {
          var left = new ArrayDeque<Path>(List.of(root));
          return () -> {
            try {
              Files.delete(left.element());
              left.remove();
            } catch (DirectoryNotEmptyException notYet) {
              try (var inside = Files.list(left.element())) {
                inside.forEach(left::push);
              }
            }
            return !left.isEmpty();
          };
        };
    Backdrop.of(tree, deletingTree, trash).close();
    while (trash.disposeFor(Duration.ofMillis(1))) { // some files between two frames
      Thread.onSpinWait(); // @replace regex="Thread.onSpinWait" replacement="renderFrame"
    }
    // @end
    trash.close();
    assertThat(tree).doesNotExist();
  }
}
