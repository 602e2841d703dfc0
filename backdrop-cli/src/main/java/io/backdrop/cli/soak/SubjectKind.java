package io.backdrop.cli.soak;

/** Kinds of strategies that are held to their promises. */
enum SubjectKind implements Labelled {
  POLLING("trash thread", 100),
  SIGNALLING("trash thread, woken", 200),
  UNBOUNDED("trash thread, no bound", 100),
  SMALL("trash thread, small", 4_000),
  WEIGHED("trash thread, weighed", 4_000),
  PACED("trash thread, paced", 4_000),
  RESTARTED("trash thread, replaced", 4_000),
  QUEUE("trash queue", 100),
  TRIVIAL("trivial", 50),
  VIRTUAL_THREADS("a few virtual threads", 300),
  VIRTUAL_THREAD("a virtual thread each", 2_000),
  THREAD("a thread each", 100_000),
  EXECUTOR("executor that rejects", 5_000),
  DEBUG("debugged trash thread", 1_000);

  /** Those that are one trash thread. */
  static final SubjectKind[] TRASH_THREADS = {
    POLLING, SIGNALLING, UNBOUNDED, SMALL, WEIGHED, PACED
  };

  /** Those of them that have room for whatever comes. */
  static final SubjectKind[] ROOMY = {POLLING, SIGNALLING, UNBOUNDED};

  /** Those that any thread may hand to for a whole round. */
  static final SubjectKind[] SHARED = {
    POLLING,
    SIGNALLING,
    UNBOUNDED,
    SMALL,
    WEIGHED,
    POLLING,
    SIGNALLING,
    SMALL,
    RESTARTED,
    DEBUG,
    TRIVIAL,
    VIRTUAL_THREADS,
    VIRTUAL_THREAD,
    THREAD,
    EXECUTOR
  };

  private final String label;
  private final long nanos;

  SubjectKind(String label, long nanos) {
    this.label = label;
    this.nanos = nanos;
  }

  @Override
  public String label() {
    return label;
  }

  /** What a hand-off takes, roughly: for how many of them there is time. */
  long nanos() {
    return nanos;
  }
}
