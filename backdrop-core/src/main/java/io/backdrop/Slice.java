package io.backdrop;

/** As much of one large value as is released in one go. For one thread. */
sealed interface Slice permits TimeSlice, StepSlice {

  /**
   * Takes at least one step of the disposal.
   *
   * @return true while more remain
   */
  boolean run(BegunDisposal disposal);
}
