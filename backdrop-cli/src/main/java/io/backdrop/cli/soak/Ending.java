package io.backdrop.cli.soak;

/** How the first strategy of a round ends. */
enum Ending {
  /** When nobody hands off any more. */
  LAST,
  /** While it is in use. */
  EARLY,
  /** While it is in use, and with a disposal that does not end. */
  GIVEN_UP
}
