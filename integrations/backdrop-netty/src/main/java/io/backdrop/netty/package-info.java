/**
 * Strategies, disposers and a thread test for Netty: {@link io.backdrop.netty.BackdropNetty}.
 *
 * <p>No method takes or returns null.
 */
@NullMarked
package io.backdrop.netty;

import org.jspecify.annotations.NullMarked;
