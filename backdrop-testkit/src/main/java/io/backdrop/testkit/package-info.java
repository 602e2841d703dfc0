/**
 * Tests that every {@link io.backdrop.BackdropStrategy} has to pass: extend {@link
 * io.backdrop.testkit.StrategyContract} or, of the contracts that build on it, the strictest one
 * that your strategy keeps.
 *
 * <table class="striped">
 * <caption>The contracts</caption>
 * <thead><tr><th>contract</th><th>kept by</th></tr></thead>
 * <tbody>
 * <tr><td>{@link io.backdrop.testkit.StrategyContract}</td>
 *     <td>every strategy that releases what it is given</td></tr>
 * <tr><td>{@link io.backdrop.testkit.AsynchronousStrategyContract}</td>
 *     <td>those that never release inside of {@code close}</td></tr>
 * <tr><td>{@link io.backdrop.testkit.QueueingStrategyContract}</td>
 *     <td>those that take no more stack for a longer chain of nested values</td></tr>
 * </tbody>
 * </table>
 *
 * <p>No method takes or returns null.
 */
@NullMarked
package io.backdrop.testkit;

import org.jspecify.annotations.NullMarked;
