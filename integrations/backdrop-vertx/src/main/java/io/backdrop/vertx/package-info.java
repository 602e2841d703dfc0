/**
 * Strategies and a thread test for Vert.x: {@link io.backdrop.vertx.BackdropVertx}.
 *
 * <p>No method takes or returns null.
 */
@NullMarked
package io.backdrop.vertx;

import org.jspecify.annotations.NullMarked;
