package io.backdrop;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Logs each failed disposal, since that may be all that is left of its value; with its stack trace
 * once a minute for each type of value and class of exception, since a full disk fails thousands.
 */
final class FailureLog implements FailureHandler {

  static final FailureLog SHARED = new FailureLog(System::nanoTime);

  private final OnceAMinute traces;

  FailureLog(LongSupplier nanoTime) {
    this.traces = new OnceAMinute(nanoTime);
  }

  @Override
  public void failed(Disposal disposal, Throwable failure) {
    var message = "A disposal failed";
    try {
      message = "Disposing of a " + disposal.type().getName() + " failed";
      if (!traces.isDue(message + thrown(failure).getClass().getName())) {
        Warnings.log(withoutTrace(message, failure));
        return;
      }
    } catch (Throwable unknown) {
      // Memory or the stack has ended, or an exception does not tell its message.
    }
    Warnings.log(message, failure);
  }

  private static Throwable thrown(Throwable failure) {
    var cause = failure.getCause();
    return failure instanceof DisposalException && cause != null ? cause : failure;
  }

  private static String withoutTrace(String message, Throwable failure) {
    var line = new StringBuilder();
    add(failure, line, Collections.newSetFromMap(new IdentityHashMap<>()));
    if (line.indexOf(message) != 0) { // A checked exception comes in one with that message.
      line.insert(0, message + ": ");
    }
    return line.append(". The stack trace of one like it was logged within the last minute.")
        .toString();
  }

  /** With its causes and what it suppresses: each may be of another value. */
  private static void add(Throwable failure, StringBuilder line, Set<Throwable> added) {
    if (!added.add(failure)) {
      return;
    }
    var text = failure instanceof DisposalException ? failure.getMessage() : failure.toString();
    if (line.indexOf(text) < 0) {
      line.append(line.isEmpty() ? "" : "; ").append(text);
    }
    if (failure.getCause() != null) {
      add(failure.getCause(), line, added);
    }
    for (var suppressed : failure.getSuppressed()) {
      add(suppressed, line, added);
    }
  }
}
