package io.backdrop.cli.soak;

import java.util.List;

/**
 * A round that does not balance.
 *
 * @param seed repeats it
 * @param scenario what it was like, in lines
 * @param faults what does not hold, in lines
 */
public record Imbalance(long seed, List<String> scenario, List<String> faults) {}
