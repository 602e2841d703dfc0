package io.backdrop.cli.soak;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;

/** A strategy that needs nothing of its user. */
final class PlainSubject extends Subject {

  private final BackdropStrategy strategy;

  PlainSubject(SubjectKind kind, BackdropStrategy strategy) {
    super(kind);
    this.strategy = strategy;
  }

  @Override
  void hand(Disposal disposal) {
    strategy.execute(disposal);
  }

  @Override
  boolean neverNests() {
    return kind() == SubjectKind.VIRTUAL_THREADS;
  }
}
