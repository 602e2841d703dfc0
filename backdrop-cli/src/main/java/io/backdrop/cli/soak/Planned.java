package io.backdrop.cli.soak;

/** A failure that a value was made to throw: whoever sees it sees whose it is. */
sealed interface Planned {

  /** Whose release failed. */
  Value value();

  /** As a disposer may throw. */
  final class Checked extends Exception implements Planned {

    private static final long serialVersionUID = 1L;
    private final transient Value value;

    Checked(Value value) {
      super("on purpose", null, true, false);
      this.value = value;
    }

    @Override
    public Value value() {
      return value;
    }
  }

  /** What a disposer lets through. */
  final class Unchecked extends RuntimeException implements Planned {

    private static final long serialVersionUID = 1L;
    private final transient Value value;

    Unchecked(Value value) {
      super("on purpose", null, true, false);
      this.value = value;
    }

    @Override
    public Value value() {
      return value;
    }
  }

  /** What nobody expects of a disposer. */
  final class Fatal extends Error implements Planned {

    private static final long serialVersionUID = 1L;
    private final transient Value value;

    Fatal(Value value) {
      super("on purpose", null, true, false);
      this.value = value;
    }

    @Override
    public Value value() {
      return value;
    }
  }

  /** The end of the stack, which the library must tell from one in its own frames. */
  final class NoStack extends StackOverflowError implements Planned {

    private static final long serialVersionUID = 1L;
    private final transient Value value;

    NoStack(Value value) {
      super("on purpose");
      this.value = value;
    }

    @Override
    public Value value() {
      return value;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  /** An interrupt that came while the value was being released. */
  final class Interrupted extends InterruptedException implements Planned {

    private static final long serialVersionUID = 1L;
    private final transient Value value;

    Interrupted(Value value) {
      super("on purpose");
      this.value = value;
    }

    @Override
    public Value value() {
      return value;
    }
  }
}
