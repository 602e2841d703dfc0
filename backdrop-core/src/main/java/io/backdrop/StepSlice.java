package io.backdrop;

/** So many steps, and how many of them there were to take. May be begun again and again. */
final class StepSlice implements Slice {

  private long most;
  private long taken;

  void begin(long steps) {
    most = steps;
    taken = 0;
  }

  @Override
  public boolean run(BegunDisposal disposal) {
    boolean more = true;
    while (more && taken < most) {
      taken++; // Before the step: one that fails was taken as well.
      more = disposal.step();
    }
    return more;
  }

  long taken() {
    return taken;
  }
}
