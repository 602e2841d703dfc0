package io.backdrop;

/**
 * What a shutdown left undone.
 *
 * @param now what nobody had accounted for before
 * @param all that, and what had been accounted for before and is still running
 */
record GivenUp(Residue now, Residue all) {}
