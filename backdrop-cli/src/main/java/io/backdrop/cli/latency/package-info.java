/**
 * What a user feels of letting go: a server that answers requests from an index which is replaced
 * again and again.
 *
 * <p>Reads best in this order: a {@link io.backdrop.cli.latency.Plan} says what is measured; a
 * {@link io.backdrop.cli.latency.Laboratory} has each {@link io.backdrop.cli.latency.Strategy}
 * measured in a JVM of its own, whose main class is {@code TrialMain}; there a {@code Trial} builds
 * the indexes, and {@code Server}s answer requests by a {@code Schedule}; what comes out is an
 * {@link io.backdrop.cli.latency.Outcome}.
 */
@NullMarked
package io.backdrop.cli.latency;

import org.jspecify.annotations.NullMarked;
