package io.backdrop.cli.soak;

/** Something that a producer does with values, once. */
@FunctionalInterface
interface Act {

  /** Does it; what a disposer throws in place is entered into the ledger and goes no further. */
  void perform(Worker worker);
}
