package io.backdrop.cli.soak;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.backdrop.Residue;
import java.time.Duration;

/** A strategy that is reached by way of another one. */
final class WrappedSubject extends Subject {

  private final Subject inner;
  private final BackdropStrategy way;

  /** The way leads to the inner one. */
  WrappedSubject(SubjectKind kind, Subject inner, BackdropStrategy way) {
    super(kind);
    this.inner = inner;
    this.way = way;
  }

  @Override
  void hand(Disposal disposal) {
    way.execute(disposal);
  }

  @Override
  boolean neverNests() {
    return inner.neverNests();
  }

  @Override
  void inspect() {
    inner.inspect();
  }

  @Override
  void meddle() {
    inner.meddle();
  }

  @Override
  void end() {
    inner.end();
  }

  @Override
  Residue giveUp(Duration atMost) {
    return inner.giveUp(atMost);
  }

  @Override
  void awaitThread() {
    inner.awaitThread();
  }

  @Override
  void audit(Counts<Event> events) {
    inner.audit(events);
  }

  @Override
  String describe() {
    return inner.describe();
  }
}
