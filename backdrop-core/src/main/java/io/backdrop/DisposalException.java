package io.backdrop;

/**
 * A disposer threw a checked exception, which is the {@linkplain #getCause() cause} of this one.
 */
public final class DisposalException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DisposalException(Class<?> type, Exception cause) {
    super("Disposing of a " + type.getName() + " failed: " + cause, cause);
  }

  /** What {@link Disposal#run} throws for what a disposer threw. */
  static RuntimeException unchecked(Class<?> type, Exception failure) {
    if (failure instanceof RuntimeException unchecked) {
      return unchecked;
    }
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return new DisposalException(type, failure);
  }
}
