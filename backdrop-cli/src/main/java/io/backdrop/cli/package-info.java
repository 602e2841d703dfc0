/** Compares, on the machine at hand, what ways of releasing a value cost the thread that closes. */
@NullMarked
package io.backdrop.cli;

import org.jspecify.annotations.NullMarked;
