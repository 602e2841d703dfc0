package io.backdrop.testkit;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * While this is open, whatever Backdrop logs makes its logger throw: to see that no value is lost
 * for that. Needs the system loggers to go to {@code java.util.logging}, as they do where nothing
 * else is set up.
 *
 * <p>Thread-safe. For one test at a time.
 */
public final class FailingLog extends Handler implements AutoCloseable {

  /** Held here, since a logger that nobody holds is the collector's, and its handlers with it. */
  private static final Logger LOGGER = Logger.getLogger("io.backdrop");

  /** Begins. */
  public FailingLog() {
    LOGGER.addHandler(this);
  }

  /**
   * Called by the logger.
   *
   * @throws IllegalStateException always
   */
  @Override
  public void publish(LogRecord record) {
    throw new IllegalStateException("on purpose");
  }

  /** Does nothing: there is nothing to flush. */
  @Override
  public void flush() {}

  /** Ends: the logger prints again. */
  @Override
  public void close() {
    LOGGER.removeHandler(this);
  }
}
