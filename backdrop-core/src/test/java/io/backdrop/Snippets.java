package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAccumulator;
import org.junit.jupiter.api.Test;

/** The examples in the Javadoc. What stands between the markers is shown there. */
class Snippets {

  /** An index in a file, which takes a while to let go of. */
  record Index(FileChannel file, List<String> served) implements AutoCloseable {

    static Index open() {
      return new Index(openSegment(), new ArrayList<>());
    }

    void serve(String request) {
      served.add(request);
    }

    boolean isOpen() {
      return file.isOpen();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  static FileChannel openSegment() {
    try {
      var path = Files.createTempFile("segment", null);
      return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void backdrop() {
    Index served;
    // @start region="backdrop"
    try (var trash = TrashThread.start()) { // one for the whole service
      try (var index = Backdrop.of(Index.open(), trash)) {
        index.get().serve("request");
        served = index.get(); // @replace regex=".*" replacement=""
      } // hands the index over and goes on; the trash thread closes it
    } // waits for what is still to be closed
    // @end
    assertThat(served.isOpen()).isFalse();
  }

  @Test
  void comparing() {
    var strategy = BackdropStrategy.leak();
    // @start region="comparing"
    var names = new ArrayList<Backdrop<String>>();
    for (var name : List.of("b", "c", "a")) {
      names.add(Backdrop.of(name, Disposer.none(), strategy));
    }
    names.sort(Backdrop.comparing(Comparator.naturalOrder()));
    // @end
    assertThat(names).extracting(Backdrop::get).containsExactly("a", "b", "c");
  }

  @Test
  void custom() {
    var index = Index.open();
    // @start region="custom"
    var executor = Executors.newSingleThreadExecutor();
    BackdropStrategy onExecutor = executor::execute;
    BackdropStrategy smallOnesHere =
        disposal -> {
          if (disposal.weight() < 4096) { // 0 where the disposer does not weigh
            disposal.run();
          } else {
            onExecutor.execute(disposal);
          }
        };
    // @end
    Backdrop.of(index, smallOnesHere).close();
    assertThat(index.isOpen()).isFalse();

    var large = Index.open();
    var weighed = Disposer.<Index>closing().weighing(value -> 1 << 20);
    Backdrop.of(large, weighed, smallOnesHere).close();
    executor.close();
    assertThat(large.isOpen()).isFalse();
  }

  @Test
  void queue() {
    var index = Index.open();
    // @start region="queue"
    try (var trash = new TrashQueue()) {
      Backdrop.of(index, trash).close(); // now: nothing but an entry in the queue
      while (trash.disposeFor(Duration.ofMillis(1))) { // later: a little between two frames
        Thread.onSpinWait(); // @replace regex="Thread.onSpinWait" replacement="renderFrame"
      }
    } // releases what is left, also when the body throws
    // @end
    assertThat(index.isOpen()).isFalse();
  }

  @Test
  void thread() {
    var index = Index.open();
    // @start region="thread"
    try (var trash = TrashThread.start()) {
      Backdrop.of(index, trash).close(); // some ten nanoseconds
    } // waits until all is released
    // @end
    assertThat(index.isOpen()).isFalse();
  }

  @Test
  void arc() {
    Index served;
    var workers = Executors.newFixedThreadPool(4);
    // @start region="arc"
    try (var trash = TrashThread.start()) {
      try (var index = Arc.of(Index.open(), trash)) {
        served = index.get(); // @replace regex=".*" replacement=""
        for (var mine : index.share(4)) { // a handle for each task
          workers.execute(() -> {
            try (mine) {
              mine.get().isOpen(); // @replace regex="isOpen\(\)" replacement='serve("request")'
            }
          });
        }
      } // the index stays open for as long as a task has its handle
      workers.close(); // @replace regex=".*" replacement=""
    }
    // @end
    assertThat(served.isOpen()).isFalse();
  }

  @Test
  void unique() {
    var strategy = BackdropStrategy.trivial();
    Index served;
    // @start region="unique"
    var index = UniqueArc.of(Index.open(), strategy);
    index.get().serve("a request to warm up"); // nobody else has it yet
    Arc<Index> shared = index.share(); // from now on they may
    // @end
    served = shared.get();
    assertThat(served.served()).hasSize(1);
    shared.close();
    assertThat(served.isOpen()).isFalse();
  }

  @Test
  void swap() {
    var trash = TrashThread.start();
    Index first;
    // @start region="swap"
    try (var current = new ArcSwap<>(Arc.of(Index.open(), trash))) {
      try (var index = current.load()) { // each reader, for each request
        index.get().serve("request");
        first = index.get(); // @replace regex=".*" replacement=""
      }
      current.store(Arc.of(Index.open(), trash)); // reload: the old index is closed, once unused
    }
    // @end
    trash.close();
    assertThat(first.isOpen()).isFalse();
    assertThat(first.served()).containsExactly("request");
  }

  @Test
  void swapWhereClosed() {
    var trash = TrashThread.start();
    var current = new ArcSwap<>(Arc.of(Index.open(), trash));
    current.close();
    var index = Index.open();
    assertThatIllegalStateException()
        .isThrownBy(() -> {
          // @start region="swapWhereClosed"
          try (var updated = Arc.of(index, trash)) {
            current.store(updated);
          }
          // @end
        });
    trash.close();
    assertThat(index.isOpen()).isFalse();
  }

  @Test
  void bounded() {
    var index = Index.open();
    // @start region="bounded"
    var trash =
        TrashThread.builder()
            .name("index-trash")
            .bound(10_000) // disposals that may be pending
            .boundBytes(1L << 30) // and what they may weigh
            .waitWhenFull(Duration.ofMillis(5)) // then the closer releases its value itself
            .onFailure((disposal, failure) -> System.err.println(disposal + ": " + failure))
            .start();
    // @end
    Backdrop.of(index, trash).close();
    assertThat(trash.close(Duration.ofSeconds(30)).isEmpty()).isTrue();
    assertThat(index.isOpen()).isFalse();
  }

  @Test
  void listener() {
    // @start region="listener"
    var slowest = new LongAccumulator(Math::max, 0);
    var trash =
        TrashThread.builder()
            .listener(
                new TrashListener() {
                  @Override
                  public void disposed(Class<?> type, long weight, long nanos) {
                    slowest.accumulate(nanos);
                  }
                })
            .start();
    // @end
    Backdrop.of("value", Disposer.none(), trash).close();
    trash.close();
    assertThat(slowest.get()).isPositive();
  }

  @Test
  void paced() {
    // @start region="paced"
    var trash =
        TrashThread.builder()
            .pacing(Pacing.ofBytes(64 << 20).withDrainTarget(Duration.ofSeconds(30)))
            .start();
    // @end
    var index = Index.open();
    Backdrop.of(index, trash).close();
    trash.close();
    assertThat(index.isOpen()).isFalse();
  }

  @Test
  void paceChanging() {
    var busy = new AtomicBoolean(true);
    // @start region="paceChanging"
    var trash =
        TrashThread.builder()
            .pacing(() -> Pacing.ofItems(busy.get() ? 10_000 : Long.MAX_VALUE))
            .start();
    // @end
    var index = Index.open();
    Backdrop.of(index, trash).close();
    busy.set(false);
    trash.close();
    assertThat(index.isOpen()).isFalse();
  }

  @Test
  void leaks() {
    var metrics = new ArrayList<String>();
    // @start region="leaks"
    LeakDetection.setLevel(LeakDetection.Level.ALL); // or -Dio.backdrop.leakDetection=all
    var registration = LeakDetection.onLeak(leak -> metrics.add(leak.type().getName()));
    // @end
    assertThat(LeakDetection.level()).isEqualTo(LeakDetection.Level.ALL);
    assertThat(metrics).isEmpty();
    registration.close();
    LeakDetection.setLevel(LeakDetection.Level.OFF);
  }

  @Test
  void scope() {
    var strategy = BackdropStrategy.trivial();
    // @start region="scope"
    try (var scope = HandleScope.open()) {
      var index = Arc.of(Index.open(), strategy);
      index.share().close();
      index.close();
      assertThat(scope.openHandles()).isEmpty();
    }
    // @end
  }
}
