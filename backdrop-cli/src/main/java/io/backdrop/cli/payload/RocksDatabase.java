package io.backdrop.cli.payload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.RocksObject;

/** A RocksDB database with open iterators: those are its parts, and the last one is itself. */
final class RocksDatabase implements Payload {

  private static final int KEYS = 1000;

  private final Counter counter = new Counter();
  private final RocksDB database;
  private final Counted[] parts;

  RocksDatabase(int size, Path parent) throws IOException {
    RocksDB.loadLibrary();
    var directory = Files.createTempDirectory(parent, "rocksdb-");
    try (var options = new Options().setCreateIfMissing(true)) {
      database = RocksDB.open(options, directory.toString());
      fill();
    } catch (RocksDBException e) {
      throw new IOException("RocksDB made no database in " + directory, e);
    }
    parts = new Counted[size];
    for (int i = 0; i < size - 1; i++) {
      parts[i] = new Counted(counter, iteratorAt(i % KEYS));
    }
    parts[size - 1] = new Counted(counter, database);
  }

  private void fill() throws RocksDBException {
    for (int i = 0; i < KEYS; i++) {
      database.put(key(i), new byte[100]);
    }
  }

  private RocksIterator iteratorAt(int number) {
    var iterator = database.newIterator();
    iterator.seek(key(number));
    return iterator;
  }

  private static byte[] key(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  /** Makes sure that its native library can be loaded. */
  static void checkAvailable() {
    try {
      RocksDB.loadLibrary();
    } catch (RuntimeException | LinkageError e) {
      throw new IllegalArgumentException(
          "--payload rocksdb cannot be used here: its native library was not loaded (%s); give another"
              .formatted(e.getMessage()),
          e);
    }
  }

  @Override
  public Counted[] value() {
    return parts;
  }

  @Override
  public long answer(long request) throws RocksDBException {
    var value = database.get(key(Payload.part(request, KEYS)));
    return value == null ? 0 : value.length;
  }

  @Override
  public long released() {
    return counter.released();
  }

  @Override
  public Tally tally() {
    return counter.tally(parts.length, Part.countOpen(parts));
  }

  @Override
  public void discard() {
    Part.closeOpen(parts);
  }

  /** An iterator, or the database. */
  record Counted(Counter counter, RocksObject handle) implements Part {

    @Override
    public boolean isOpen() {
      return handle.isOwningHandle();
    }

    @Override
    public void close() {
      if (counter.countFirst(isOpen())) {
        handle.close();
      }
    }
  }
}
