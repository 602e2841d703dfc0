package io.backdrop.cli.soak;

import io.backdrop.DisposalException;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Enters what was seen to fail into the ledger: what was planned; anything else is a fault. */
final class SeenFailures {

  private final Faults faults;

  SeenFailures(Faults faults) {
    this.faults = faults;
  }

  /** Whether it is what a disposer threw. */
  static boolean isPlanned(Throwable failure) {
    return (failure instanceof DisposalException ? failure.getCause() : failure) instanceof Planned;
  }

  /** Closes what one owns, as a closer does who sees what a disposer throws in place. */
  void closing(AutoCloseable handle) {
    try {
      handle.close();
    } catch (Throwable failure) {
      see(failure);
    }
  }

  /** Sees it, what it was caused by, and what was suppressed in it. */
  void see(Throwable failure) {
    for (var suppressed : failure.getSuppressed()) {
      seeBeside(suppressed);
    }
    var cause = failure.getCause();
    if (failure instanceof Planned planned) {
      planned.value().seen();
    } else if (failure instanceof DisposalException && cause != null) {
      see(cause);
    } else {
      faults.add("unexpected: " + trace(failure));
    }
  }

  /** The library itself adds remarks that are exceptions. */
  private void seeBeside(Throwable suppressed) {
    if (!(suppressed instanceof IllegalStateException)) {
      see(suppressed);
    }
  }

  static String trace(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString().strip();
  }
}
