/** What can be let go of, and counts what became of its parts. */
@NullMarked
package io.backdrop.cli.payload;

import org.jspecify.annotations.NullMarked;
