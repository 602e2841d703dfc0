package io.backdrop.cli.soak;

import io.backdrop.Arc;
import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.UniqueArc;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Makes values, each with a number of its own, and wraps them. For one thread. */
final class Maker {

  /** No value takes as many numbers, those inside of it included. */
  static final int MOST_AT_ONCE = 4_096;

  private static final Mix<ValueKind> CLOSEABLE =
      Mix.of(List.of(ValueKind.values()).stream().filter(ValueKind::isCloseable).toList());

  private static final Mix<ValueKind> ABANDONABLE =
      Mix.of(List.of(ValueKind.values()).stream().filter(ValueKind::isAbandonable).toList());

  private final Stage stage;
  private final SplittableRandom random;
  private final Counts<ValueKind> made = new Counts<>(ValueKind.values());
  private final int end;
  private int next;
  private @Nullable Subject further;

  /** Makes the values of these numbers. */
  Maker(Stage stage, SplittableRandom random, int first, int count) {
    this.stage = stage;
    this.random = random;
    this.next = first;
    this.end = first + count;
  }

  Ledger ledger() {
    return stage.ledger();
  }

  SeenFailures failures() {
    return stage.failures();
  }

  SplittableRandom random() {
    return random;
  }

  Counts<ValueKind> made() {
    return made;
  }

  void count(ValueKind kind) {
    made.add(kind);
  }

  int nextNumber() {
    if (next == end) {
      throw new AssertionError("There are no numbers left below " + end);
    }
    return next++;
  }

  boolean hasRoom() {
    return end - next >= MOST_AT_ONCE;
  }

  /** Any value that the scenario has. */
  Value any() {
    return make(stage.scenario().values().draw(random));
  }

  /** Any but one with others inside. */
  Value leaf() {
    return make(stage.scenario().leaves().draw(random));
  }

  /** One that is released by closing it. */
  Value closeable() {
    return make(CLOSEABLE.draw(random));
  }

  /** One that a residue may leave behind. */
  Value abandonable() {
    return make(ABANDONABLE.draw(random));
  }

  Value plain() {
    return make(ValueKind.PLAIN);
  }

  Value make(ValueKind kind) {
    var value = kind.make(this);
    value.touch();
    return value;
  }

  /** Has this strategy used as well, until it is null again. */
  void alsoUse(@Nullable Subject subject) {
    further = subject;
  }

  Subject strategy() {
    var also = further;
    return also != null && random.nextBoolean() ? also : stage.anySubject(random);
  }

  /** Whether all strategies of this stage release nested values one after the other. */
  boolean neverNests() {
    return stage.neverNests();
  }

  Backdrop<Value> wrap(Value value, BackdropStrategy strategy) {
    return Backdrop.of(value, value.disposer(isWeighed()), strategy);
  }

  Arc<Value> share(Value value, BackdropStrategy strategy) {
    return Arc.of(value, value.disposer(isWeighed()), strategy);
  }

  UniqueArc<Value> own(Value value, BackdropStrategy strategy) {
    return UniqueArc.of(value, value.disposer(isWeighed()), strategy);
  }

  private boolean isWeighed() {
    return stage.scenario().weighed();
  }

  /** A handle of any kind, with any strategy. */
  AutoCloseable handle(Value value) {
    return switch (random.nextInt(4)) {
      case 0 -> share(value, strategy());
      case 1 -> own(value, strategy());
      default -> wrap(value, strategy());
    };
  }
}
