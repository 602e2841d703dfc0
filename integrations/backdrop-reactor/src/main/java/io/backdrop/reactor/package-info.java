/**
 * Strategies, operators and a thread test for Reactor: {@link io.backdrop.reactor.BackdropReactor}.
 *
 * <p>No method takes or returns null.
 */
@NullMarked
package io.backdrop.reactor;

import org.jspecify.annotations.NullMarked;
