package io.backdrop;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** While this is open, whatever the library logs makes its logger throw. */
final class FailingLog extends Handler implements AutoCloseable {

  private static final Logger LOGGER = Logger.getLogger("io.backdrop");

  FailingLog() {
    LOGGER.addHandler(this);
  }

  @Override
  public void publish(LogRecord record) {
    throw new IllegalStateException("on purpose");
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    LOGGER.removeHandler(this);
  }
}
