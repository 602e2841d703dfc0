package io.backdrop.cli.soak;

import java.util.EnumSet;
import java.util.Set;

/** Kinds of values, by what their release is like. */
@SuppressWarnings("ImmutableEnumChecker") // What makes the values is a constructor.
enum ValueKind implements Labelled {
  PLAIN("plain", 100, PlainValue::new),
  CHECKED("throws an exception", 2_000, FailingValue::new),
  UNCHECKED("throws a runtime one", 1_000, FailingValue::new),
  ERROR("throws an error", 1_000, FailingValue::new),
  NO_STACK("overflows the stack", 20_000, FailingValue::new),
  SLOW("slow", 200_000, SlowValue::new),
  INTERRUPTING("interrupts its thread", 200, InterruptingValue::new),
  RETRIED("succeeds when retried", 5_000, RetriedValue::new),
  GIVEN_UP("fails when retried too", 10_000, RetriedValue::new),
  RESORTED("goes to a last resort", 10_000, RetriedValue::new),
  STEPPED("released in steps", 500, SteppedValue::new),
  STEP_FAILS("fails at a step", 2_000, SteppedValue::new),
  BUNDLE("structure of values", 2_000, BundleValue::new),
  UNWEIGHABLE("cannot be weighed", 5_000, PlainValue::new),
  MEDDLING("helps, flushes others", 100_000, MeddlingValue::new),
  CHAIN("chain of nested ones", 3_000, NestedValue::chain),
  TREE("tree of nested ones", 3_000, NestedValue::tree),
  STUCK("stuck until let go", 1_000_000, StuckValue::new),
  LOST("with a lost handle", 50_000, LostValue::new);

  /** Those that are made for one act alone. */
  private static final Set<ValueKind> SPECIAL = EnumSet.of(STUCK, LOST);

  /** Makes a value of a kind. */
  @FunctionalInterface
  private interface Making {
    Value make(Maker maker, ValueKind kind);
  }

  private final String label;
  private final long nanos;
  private final Making making;

  ValueKind(String label, long nanos, Making making) {
    this.label = label;
    this.nanos = nanos;
    this.making = making;
  }

  @Override
  public String label() {
    return label;
  }

  /** What making and releasing one takes, roughly: for how many of them there is time. */
  long nanos() {
    return nanos;
  }

  Value make(Maker maker) {
    return making.make(maker, this);
  }

  /** Whether any act may make it. */
  boolean isUsual() {
    return !SPECIAL.contains(this);
  }

  boolean isNested() {
    return this == CHAIN || this == TREE;
  }

  /** Whether nothing goes wrong with it. */
  boolean isCalm() {
    return this == PLAIN || this == STEPPED || isNested();
  }

  /** Whether closing it once is all that its release takes. */
  boolean isCloseable() {
    return switch (this) {
      case PLAIN, CHECKED, UNCHECKED, ERROR, NO_STACK, SLOW, INTERRUPTING -> true;
      default -> false;
    };
  }

  /** Whether it can be left to a strategy that gives up, and has nothing to leave behind. */
  boolean isAbandonable() {
    return isUsual() && !isNested() && this != BUNDLE && this != UNWEIGHABLE;
  }
}
