package io.backdrop;

import java.time.Duration;

/**
 * How a {@link TrashThread} is doing: one snapshot, in which {@code handedOff == disposed +
 * pending} and {@code failed <= disposed + inCaller}. What is going on at that moment is in it or
 * not. No disposal is counted twice, except at the end of the JVM, where one thread takes over from
 * another, and both may count the same one.
 *
 * @param handedOff disposals taken so far
 * @param disposed of these, those that are no longer pending: run, including those that failed and
 *     those that others helped to run; or given up at a shutdown, and so never released
 * @param failed disposals that threw, including those that their closers ran
 * @param retried attempts that were put off, where a disposer is {@linkplain Disposer#retrying
 *     retrying}; not those made in place, one after the other, as by a closer who found no room
 * @param elsewhere disposals that found the backlog full and were taken by the strategy for that
 *     case
 * @param inCaller disposals that were run by their closers, because they found the backlog full,
 *     and were refused elsewhere if that was tried, or because they came after the thread was
 *     closed. What those closed in turn counts as taken; so does what is retrying and was run by a
 *     thread that must not block
 * @param pending taken and not run to the end: they wait, or run, or wait for another attempt
 * @param pendingBytes what these weigh
 * @param oldest how long the oldest of these has been waiting, at most
 * @param busy time spent running disposals
 * @param longest the longest time that one disposal took; of short ones, the time of a few in a row
 */
public record TrashStatistics(
    long handedOff,
    long disposed,
    long failed,
    long retried,
    long elsewhere,
    long inCaller,
    long pending,
    long pendingBytes,
    Duration oldest,
    Duration busy,
    Duration longest) {}
