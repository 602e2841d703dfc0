package io.backdrop.vertx;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged while this is open, for a test that has to wait for it. */
final class Warned extends Handler implements AutoCloseable {

  private final Logger logger = Logger.getLogger("io.backdrop");
  private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();

  Warned() {
    logger.addHandler(this);
    logger.setUseParentHandlers(false);
  }

  /** {@return the next message, or null if there is none} */
  String next() throws InterruptedException {
    return messages.poll(30, TimeUnit.SECONDS);
  }

  @Override
  public void publish(LogRecord record) {
    messages.add(record.getMessage());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
