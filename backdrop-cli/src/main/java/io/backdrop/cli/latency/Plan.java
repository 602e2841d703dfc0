package io.backdrop.cli.latency;

import io.backdrop.cli.payload.PayloadKind;
import java.time.Duration;

/**
 * What is measured for each strategy.
 *
 * @param payload what an index is made of
 * @param entries how many parts each index has
 * @param rate requests a second, of all servers together; 0 for as many as they can answer
 * @param swapEveryNanos after which time the index is replaced
 * @param nanos how long the measured part takes
 * @param warmUpNanos how long the part before it takes, which is not measured
 * @param servers how many threads answer requests
 */
public record Plan(
    PayloadKind payload,
    int entries,
    long rate,
    long swapEveryNanos,
    long nanos,
    long warmUpNanos,
    int servers) {

  /** Parts of the small indexes that the warm-up works with, as long as entries are more. */
  private static final int FEW = 20_000;

  private static final int SWAPS_TO_WARM_UP = 40;

  /** Whether a request is due whenever a server is free. */
  public boolean saturates() {
    return rate == 0;
  }

  /** The same with indexes of that size. */
  public Plan withEntries(int number) {
    return new Plan(payload, number, rate, swapEveryNanos, nanos, warmUpNanos, servers);
  }

  /**
   * How often the index is replaced. The first time is after half of the period, so that what is
   * let go of last has some time as well.
   */
  public int swaps() {
    return (int) Math.max(1, nanos / swapEveryNanos);
  }

  /** How many indexes there are: those to replace others with, and the first one. */
  public int indexes() {
    return swaps() + 1;
  }

  /** The same for the warm-up: small indexes that are replaced often. */
  Plan warmUp() {
    int few = Math.min(FEW, Math.max(1, entries / 50));
    long often = Math.max(1, warmUpNanos / SWAPS_TO_WARM_UP);
    return new Plan(payload, few, rate, often, warmUpNanos, 0, servers);
  }

  /** From one request of a server to its next one. */
  Duration betweenRequests() {
    return saturates()
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(1, 1_000_000_000L * servers / rate));
  }
}
