package io.backdrop.cli.soak;

import io.backdrop.Disposer;
import io.backdrop.IncrementalDisposer;
import io.backdrop.RetryPolicy;
import java.time.Duration;

/** How values of each kind are disposed of. */
final class Disposers {

  /** How often a release that is retried is attempted. */
  static final int ATTEMPTS = 4;

  private static final RetryPolicy POLICY = RetryPolicy.of(ATTEMPTS, Duration.ofNanos(100_000));

  private static final Disposer<Value> CLOSING = Value::close;
  private static final Disposer<Value> RETRYING = CLOSING.retrying(POLICY);
  private static final Disposer<Value> RESORTING =
      CLOSING.retrying(POLICY, value -> ((RetriedValue) value).releaseAtLast());
  private static final IncrementalDisposer<Value> STEPS = value -> ((SteppedValue) value).steps();
  private static final IncrementalDisposer<Value> PARTS = parts().andThen(CLOSING);

  private static final Disposer<Value> CLOSING_WEIGHED = CLOSING.weighing(Value::weight);
  private static final Disposer<Value> RETRYING_WEIGHED = RETRYING.weighing(Value::weight);
  private static final Disposer<Value> RESORTING_WEIGHED = RESORTING.weighing(Value::weight);
  private static final Disposer<Value> STEPS_WEIGHED = STEPS.weighing(Value::weight);
  private static final Disposer<Value> PARTS_WEIGHED = PARTS.weighing(Value::weight);
  private static final Disposer<Value> UNWEIGHABLE = CLOSING.weighing(value -> -1);

  private Disposers() {}

  private static IncrementalDisposer<Value> parts() {
    var structural = Disposer.<Object>structural(BundleValue::releaseLeaf);
    return value -> structural.begin(((BundleValue) value).parts());
  }

  static Disposer<Value> of(ValueKind kind) {
    return switch (kind) {
      case RETRIED, GIVEN_UP -> RETRYING;
      case RESORTED -> RESORTING;
      case STEPPED, STEP_FAILS -> STEPS;
      case BUNDLE -> PARTS;
      case UNWEIGHABLE -> UNWEIGHABLE;
      default -> CLOSING;
    };
  }

  static Disposer<Value> weighing(ValueKind kind) {
    return switch (kind) {
      case RETRIED, GIVEN_UP -> RETRYING_WEIGHED;
      case RESORTED -> RESORTING_WEIGHED;
      case STEPPED, STEP_FAILS -> STEPS_WEIGHED;
      case BUNDLE -> PARTS_WEIGHED;
      case UNWEIGHABLE -> UNWEIGHABLE;
      default -> CLOSING_WEIGHED;
    };
  }
}
