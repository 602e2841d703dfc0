/**
 * A soak: everything that the library does at once and at random, with everything going wrong that
 * can, and a ledger in which each value has an entry of its own.
 *
 * <p>Reads best in this order: {@link io.backdrop.cli.soak.Soak} runs rounds; a {@code Scenario} is
 * what is drawn for one, a {@code Round} plays it; in it {@code Worker}s perform {@code Act}s on
 * {@code Value}s of all kinds, and give them to {@code Subject}s, which are the strategies; the
 * {@code Ledger} knows what became of each value.
 */
@NullMarked
package io.backdrop.cli.soak;

import org.jspecify.annotations.NullMarked;
