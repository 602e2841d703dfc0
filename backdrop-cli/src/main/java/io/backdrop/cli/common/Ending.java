package io.backdrop.cli.common;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What is to be brought to an orderly end when the process is told to end: until this is closed,
 * the process waits for it.
 */
public final class Ending implements AutoCloseable {

  private final CountDownLatch done = new CountDownLatch(1);
  private final Runnable stop;
  private final Duration patience;
  private final Thread hook = Thread.ofPlatform().unstarted(this::end);
  private volatile boolean begun;

  private Ending(Duration patience, Runnable stop) {
    this.patience = patience;
    this.stop = stop;
  }

  /**
   * From now on the process ends in an orderly way.
   *
   * @param patience how long it waits
   * @param stop told when the process is to end
   */
  public static Ending within(Duration patience, Runnable stop) throws Failure {
    var ending = new Ending(patience, stop);
    try {
      Runtime.getRuntime().addShutdownHook(ending.hook);
    } catch (IllegalStateException shuttingDown) {
      throw Failure.interrupted();
    }
    return ending;
  }

  /**
   * Has the process say nothing more on its standard error: whoever ends it knows, and need not
   * read what is refused, or left, because of that.
   */
  public static void sayNoMore() {
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
  }

  /** Whether the process has been told to end. */
  public boolean hasBegun() {
    return begun;
  }

  private void end() {
    begun = true;
    stop.run();
    try {
      var _ = done.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The process ends now.
    }
  }
}
