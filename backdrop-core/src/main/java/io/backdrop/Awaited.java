package io.backdrop;

/** Something that runs, and that one thread waits for. For that thread alone. */
@FunctionalInterface
interface Awaited {

  /** Whether it has come to its end; or somebody has it in his account, so that nobody waits. */
  boolean isOver();
}
