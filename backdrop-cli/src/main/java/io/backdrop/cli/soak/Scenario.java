package io.backdrop.cli.soak;

import io.backdrop.LeakDetection;
import java.util.List;

/**
 * What a round is like.
 *
 * @param roughness how much goes wrong
 * @param nested whether values hold others
 * @param values the kinds of values
 * @param leaves those of them that hold no others
 * @param weighed whether disposers weigh their values
 * @param producers how many threads hand off
 * @param stretches how often each of them changes what it does
 * @param acts what they do
 * @param interrupted whether threads are interrupted
 * @param watched which handles are looked after
 * @param ending how the first strategy ends
 * @param subjects the strategies
 */
record Scenario(
    Roughness roughness,
    boolean nested,
    Mix<ValueKind> values,
    Mix<ValueKind> leaves,
    boolean weighed,
    int producers,
    int stretches,
    Mix<ActKind> acts,
    boolean interrupted,
    LeakDetection.Level watched,
    Ending ending,
    List<SubjectKind> subjects) {

  private static final long NANOS_TO_WATCH = 5_000;

  /** What making and releasing a value takes, on average. */
  long nanosOfValue() {
    double nanos = values.things().stream().mapToLong(ValueKind::nanos).average().orElseThrow();
    return (long) nanos + (watched == LeakDetection.Level.ALL ? NANOS_TO_WATCH : 0);
  }

  /** What it is like, in lines. */
  List<String> describe() {
    return List.of(
        "producers: %d, %s".formatted(producers, interrupted ? "interrupted" : "not interrupted"),
        "values: %s, %s, %s"
            .formatted(
                roughness, nested ? "nested" : "not nested", weighed ? "weighed" : "not weighed"),
        "handles watched: " + watched,
        "the first strategy ends: " + ending,
        "acts: " + acts.things());
  }
}
