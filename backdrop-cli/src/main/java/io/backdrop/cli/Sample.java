package io.backdrop.cli;

import org.jspecify.annotations.Nullable;

/**
 * One value let go of: a line from the JVM that measures a row.
 *
 * @param handOffNanos what closing took
 * @param floorNanos what an empty measurement took just before
 * @param cleanUpNanos what the release took; 0 when there was none
 * @param cleanUpThread the thread that released; empty when there was none
 * @param fault what is wrong with the count; null when it is right
 * @param beside the same of nothing, beside the bare submit; null for a cold one, and where there
 *     is nothing to submit to
 */
record Sample(
    long handOffNanos,
    long floorNanos,
    long cleanUpNanos,
    String cleanUpThread,
    @Nullable String fault,
    @Nullable BesideSubmit beside) {

  Sample with(@Nullable BesideSubmit measured) {
    return new Sample(handOffNanos, floorNanos, cleanUpNanos, cleanUpThread, fault, measured);
  }
}
