/**
 * Tests that leave no handle open: {@link io.backdrop.junit.NoOpenHandles}.
 *
 * <p>No method takes or returns null.
 */
@NullMarked
package io.backdrop.junit;

import org.jspecify.annotations.NullMarked;
