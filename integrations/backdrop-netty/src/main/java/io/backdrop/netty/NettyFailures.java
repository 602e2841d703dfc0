package io.backdrop.netty;

import io.backdrop.Disposal;
import io.backdrop.FailureHandler;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;

/** Reports a failure as Netty reports that of a task: as a warning, to where Netty logs. */
enum NettyFailures implements FailureHandler {
  INSTANCE;

  private static final InternalLogger LOGGER =
      InternalLoggerFactory.getInstance(BackdropNetty.class);

  /** For who has nobody to catch what a logger may throw. */
  static void report(Disposal disposal, Throwable failure) {
    try {
      INSTANCE.failed(disposal, failure);
    } catch (Throwable unsaid) {
      // There is nobody left to tell.
    }
  }

  @Override
  public void failed(Disposal disposal, Throwable failure) {
    LOGGER.warn("Disposing of a {} failed", disposal.type().getName(), failure);
  }
}
