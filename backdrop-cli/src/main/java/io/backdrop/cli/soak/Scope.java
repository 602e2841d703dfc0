package io.backdrop.cli.soak;

import java.util.ArrayList;
import java.util.List;

/** A strategy that is there for a while, and must have released all when that is over. */
final class Scope<S extends Subject> implements AutoCloseable {

  private static final int MOST_VALUES = 12;

  private final Worker worker;
  private final S subject;
  private final boolean releasesAll;
  private final List<Value> values = new ArrayList<>();

  /**
   * Opens it.
   *
   * @param releasesAll whether all is released when it is closed; where a full backlog is handed on
   *     to another strategy, some may be released later
   */
  Scope(Worker worker, S subject, boolean releasesAll) {
    this.worker = worker;
    this.subject = subject;
    this.releasesAll = releasesAll;
  }

  S subject() {
    return subject;
  }

  /** Hands some values to it; handles inside of these may be of this strategy as well. */
  void use() {
    var maker = worker.maker();
    int count = worker.random().nextInt(MOST_VALUES);
    maker.alsoUse(subject);
    for (int i = 0; i < count && maker.hasRoom(); i++) {
      var value = maker.any();
      values.add(value);
      worker.close(maker.wrap(value, subject));
    }
    maker.alsoUse(null);
  }

  @Override
  public void close() {
    subject.end();
    worker.stage().retire(subject);
    if (releasesAll) {
      checkReleased();
    }
  }

  private void checkReleased() {
    for (var value : values) {
      if (!value.isReleased()) {
        value.fault("was not released when its %s was closed".formatted(subject.describe()));
      }
    }
  }
}
