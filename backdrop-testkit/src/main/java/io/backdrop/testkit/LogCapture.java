package io.backdrop.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What {@code java.util.logging} is given by one logger while this is open, instead of being
 * printed: to look at the warning of a refused value, for example. Needs the system loggers to go
 * there, as they do where nothing else is set up.
 *
 * <p>Thread-safe. For one test at a time.
 */
public final class LogCapture extends Handler implements AutoCloseable {

  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final Logger logger;

  /** Begins with the logger of Backdrop itself. */
  public LogCapture() {
    this("io.backdrop");
  }

  /**
   * Begins.
   *
   * @param name the name of the logger
   */
  public LogCapture(String name) {
    logger = Logger.getLogger(name);
    logger.addHandler(this);
    logger.setUseParentHandlers(false);
  }

  /** {@return what has been logged so far} */
  public List<LogRecord> records() {
    return List.copyOf(records);
  }

  /** {@return the messages of what has been logged so far} */
  public List<String> messages() {
    return records.stream().map(LogRecord::getMessage).toList();
  }

  /**
   * Waits until a message is there that contains this, for as long as that takes: give the test a
   * limit of its own.
   *
   * @param part of the message
   * @throws InterruptedException when the thread is interrupted, before or meanwhile
   */
  public synchronized void await(String part) throws InterruptedException {
    while (messages().stream().noneMatch(message -> message.contains(part))) {
      wait();
    }
  }

  /** Called by the logger. */
  @Override
  public synchronized void publish(LogRecord record) {
    records.add(record);
    notifyAll();
  }

  /** Does nothing: there is nothing to flush. */
  @Override
  public void flush() {}

  /** Ends: the logger prints again. */
  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
