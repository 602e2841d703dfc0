/** Programs to read, each run by a test. */
@NullMarked
package io.backdrop.examples;

import org.jspecify.annotations.NullMarked;
