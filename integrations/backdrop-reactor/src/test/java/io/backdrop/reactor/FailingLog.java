package io.backdrop.reactor;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** A log of Backdrop's that cannot be written to while this is open. */
final class FailingLog extends Handler implements AutoCloseable {

  private final Logger logger = Logger.getLogger("io.backdrop");

  FailingLog() {
    logger.addHandler(this);
  }

  @Override
  public void publish(LogRecord record) {
    throw new IllegalStateException("on purpose");
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
