package io.backdrop.cli.payload;

import io.backdrop.cli.common.Named;
import java.io.IOException;
import java.nio.file.Path;

/** What can be let go of. The default sizes take in the order of 100 ms to release. */
@SuppressWarnings("ImmutableEnumChecker") // A footprint is three numbers.
public enum PayloadKind implements Named {
  STRINGS("strings", "C strings", 5_000_000, new Footprint(32, 32, 0)) {
    @Override
    public Payload build(int size, Path directory) {
      return new NativeStrings(size);
    }
  },
  ARENAS("arenas", "shared arenas", 5_000, new Footprint(400, 128, 0)) {
    @Override
    public Payload build(int size, Path directory) {
      return new SharedArenas(size);
    }
  },
  FILES("files", "files", 10_000, new Footprint(0, 0, 4096)) {
    @Override
    public Payload build(int size, Path directory) throws IOException {
      return new FileTree(size, directory);
    }
  },
  NETTY("netty", "pooled direct buffers", 1_000_000, new Footprint(200, 80, 0)) {
    @Override
    public Payload build(int size, Path directory) {
      return new NettyBuffers(size);
    }
  },
  LUCENE("lucene", "memory-mapped index readers", 2_500, new Footprint(30_000, 8192, 0)) {
    @Override
    public Payload build(int size, Path directory) throws IOException {
      return new LuceneReaders(size, directory);
    }
  },
  ROCKSDB("rocksdb", "RocksDB iterators", 20_000, new Footprint(100, 16_384, 0)) {
    @Override
    public Payload build(int size, Path directory) throws IOException {
      return new RocksDatabase(size, directory);
    }

    @Override
    public void checkAvailable() {
      RocksDatabase.checkAvailable();
    }
  };

  private final String id;
  private final String plural;
  private final int defaultSize;
  private final Footprint footprint;

  PayloadKind(String id, String plural, int defaultSize, Footprint footprint) {
    this.id = id;
    this.plural = plural;
    this.defaultSize = defaultSize;
    this.footprint = footprint;
  }

  /** Builds one of that many parts; what it needs of a file system goes into the directory. */
  public abstract Payload build(int size, Path directory) throws IOException;

  /**
   * Makes sure that it can be built here.
   *
   * @throws IllegalArgumentException that says why it cannot
   */
  public void checkAvailable() {}

  @Override
  public String id() {
    return id;
  }

  public String plural() {
    return plural;
  }

  public int defaultSize() {
    return defaultSize;
  }

  public Footprint footprint() {
    return footprint;
  }
}
