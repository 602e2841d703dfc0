package io.backdrop.cli;

/**
 * A hand-off beside the runtime's own submit of a task, measured in turns. Value and task are
 * nothing, and each is waited for before the next, so that both meet a runtime at rest.
 *
 * @param handOffNanos what closing took, the median
 * @param submitNanos what the submit took, the median
 */
record BesideSubmit(long handOffNanos, long submitNanos) {

  double ratio() {
    return (double) handOffNanos / Math.max(1, submitNanos);
  }
}
