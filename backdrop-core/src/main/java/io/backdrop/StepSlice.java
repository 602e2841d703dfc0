package io.backdrop;

/** So many steps, and how many of them there were to take. */
final class StepSlice implements Slice {

  private final long most;
  private long taken;

  StepSlice(long most) {
    this.most = most;
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
