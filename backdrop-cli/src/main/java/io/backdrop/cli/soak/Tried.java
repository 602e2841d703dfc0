package io.backdrop.cli.soak;

/** What was tried, and how often. For one thread at a time. */
final class Tried {

  private final Counts<ValueKind> values = new Counts<>(ValueKind.values());
  private final Counts<SubjectKind> strategies = new Counts<>(SubjectKind.values());
  private final Counts<ActKind> acts = new Counts<>(ActKind.values());
  private final Counts<Event> events = new Counts<>(Event.values());

  Counts<ValueKind> values() {
    return values;
  }

  /** By kind of strategy, how many disposals it was given. */
  Counts<SubjectKind> strategies() {
    return strategies;
  }

  Counts<ActKind> acts() {
    return acts;
  }

  Counts<Event> events() {
    return events;
  }

  void addAll(Tried other) {
    values.addAll(other.values);
    strategies.addAll(other.strategies);
    acts.addAll(other.acts);
    events.addAll(other.events);
  }
}
