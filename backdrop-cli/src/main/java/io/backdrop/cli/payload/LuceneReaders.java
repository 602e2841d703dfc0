package io.backdrop.cli.payload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.MMapDirectory;

/**
 * Many readers of one Lucene index, each with a directory of its own, which maps the files of the
 * index for it alone.
 */
final class LuceneReaders implements Payload {

  /**
   * Held, because a logger that nobody holds forgets its level. It would tell how to make searches
   * faster.
   */
  private static final Logger LOGGER = Logger.getLogger("org.apache.lucene");

  static {
    LOGGER.setLevel(Level.SEVERE);
  }

  private static final int DOCUMENTS = 100;
  private static final String FIELD = "key";

  private final Counter counter = new Counter();
  private final Term[] terms = new Term[DOCUMENTS];
  private final OpenReader[] readers;

  LuceneReaders(int size, Path parent) throws IOException {
    for (int i = 0; i < DOCUMENTS; i++) {
      terms[i] = new Term(FIELD, Integer.toString(i));
    }
    var index = parent.resolve("lucene");
    if (!Files.exists(index)) {
      write(index);
    }
    readers = new OpenReader[size];
    for (int i = 0; i < size; i++) {
      readers[i] = new OpenReader(counter, index);
    }
  }

  private static void write(Path index) throws IOException {
    try (var directory = new MMapDirectory(index);
        var writer = new IndexWriter(directory, new IndexWriterConfig())) {
      for (int i = 0; i < DOCUMENTS; i++) {
        var document = new Document();
        document.add(new StringField(FIELD, Integer.toString(i), Field.Store.YES));
        writer.addDocument(document);
      }
    }
  }

  @Override
  public OpenReader[] value() {
    return readers;
  }

  @Override
  public long answer(long request) throws IOException {
    var term = terms[Payload.part(~request, DOCUMENTS)];
    return readers[Payload.part(request, readers.length)].reader.docFreq(term);
  }

  @Override
  public long released() {
    return counter.released();
  }

  @Override
  public Tally tally() {
    return counter.tally(readers.length, Part.countOpen(readers));
  }

  @Override
  public void discard() {
    Part.closeOpen(readers);
  }

  /** A reader and its directory. */
  static final class OpenReader implements Part {

    private final Counter counter;
    private final MMapDirectory directory;
    private final DirectoryReader reader;

    @SuppressWarnings("MustBeClosedChecker") // Closing them is what is measured.
    private OpenReader(Counter counter, Path index) throws IOException {
      this.counter = counter;
      this.directory = new MMapDirectory(index);
      this.reader = DirectoryReader.open(directory);
    }

    @Override
    public boolean isOpen() {
      return reader.getRefCount() > 0;
    }

    @Override
    public void close() {
      if (!counter.countFirst(isOpen())) {
        return;
      }
      try {
        reader.close();
        directory.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
