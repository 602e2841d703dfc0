package io.backdrop.jmh.peer;

import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import java.lang.ref.Cleaner;

/** What makes sure that a value is released once, and releases it where it is closed. */
final class InPlace {

  private InPlace() {}

  /** Makes handles that do nothing. */
  static Target empty() {
    return of(value -> Nothing.NOTHING);
  }

  static Target cleaner() {
    var cleaner = Cleaner.create();
    return of(value -> new Cleaned(cleaner, value));
  }

  static Target nettyCounted() {
    return of(NettyCounted::new);
  }

  private static Target of(Wrapping wrapping) {
    return new Target() {
      @Override
      public AutoCloseable handle(AutoCloseable value) {
        return wrapping.handle(value);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private interface Wrapping {
    AutoCloseable handle(AutoCloseable value);
  }

  /** As the documentation of {@link Cleaner} has it; also released when it is lost. */
  private static final class Cleaned implements AutoCloseable {

    private final Cleaner.Cleanable cleanable;

    Cleaned(Cleaner cleaner, AutoCloseable value) {
      cleanable = cleaner.register(this, () -> release(value));
    }

    @Override
    public void close() {
      cleanable.clean();
    }
  }

  private static final class NettyCounted extends AbstractReferenceCounted
      implements AutoCloseable {

    private final AutoCloseable value;

    NettyCounted(AutoCloseable value) {
      this.value = value;
    }

    @Override
    public void close() {
      release();
    }

    @Override
    protected void deallocate() {
      InPlace.release(value);
    }

    @Override
    public ReferenceCounted touch(Object hint) {
      return this;
    }
  }

  private static void release(AutoCloseable value) {
    try {
      value.close();
    } catch (Exception e) {
      throw new IllegalStateException("What is measured has to be released without failure", e);
    }
  }
}
