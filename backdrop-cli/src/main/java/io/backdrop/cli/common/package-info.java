/**
 * What commands have in common: words and figures, files, pages, and JVMs that are started for a
 * measurement.
 */
@NullMarked
package io.backdrop.cli.common;

import org.jspecify.annotations.NullMarked;
