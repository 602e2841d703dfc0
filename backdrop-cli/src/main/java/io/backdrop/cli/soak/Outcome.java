package io.backdrop.cli.soak;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a soak, at its end or so far.
 *
 * @param seed what it began with
 * @param rounds how many rounds came to their end
 * @param time how long it took
 * @param balance the sums of all rounds
 * @param table what was tried, in lines
 * @param imbalance the round that ended it; null where all balance
 */
public record Outcome(
    long seed,
    long rounds,
    Duration time,
    Balance balance,
    List<String> table,
    @Nullable Imbalance imbalance) {}
