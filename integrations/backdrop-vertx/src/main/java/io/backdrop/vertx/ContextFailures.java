package io.backdrop.vertx;

import io.backdrop.Disposal;
import io.backdrop.FailureHandler;
import io.vertx.core.internal.ContextInternal;

/**
 * Reports to the context that releases. It does not hold that: a queue is abandoned with its
 * context, which nobody would notice if its failure handler referred to it.
 */
enum ContextFailures implements FailureHandler {
  INSTANCE;

  private static final FailureHandler ELSEWHERE = FailureHandler.logging();

  @Override
  public void failed(Disposal disposal, Throwable failure) {
    var context = ContextInternal.current();
    if (context == null) {
      ELSEWHERE.failed(disposal, failure);
    } else {
      context.reportException(failure);
    }
  }
}
