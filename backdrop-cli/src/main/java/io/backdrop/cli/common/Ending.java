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

  /** Longer than it takes to write what somebody reads. */
  private static final Duration REPORTING = Duration.ofSeconds(10);

  private final CountDownLatch reporting = new CountDownLatch(1);
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
    addHook(ending.hook);
    return ending;
  }

  /**
   * Has a thread run when the process is told to end.
   *
   * @throws Failure when it has been told already
   */
  public static void addHook(Thread hook) throws Failure {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException ending) {
      throw Failure.interrupted();
    }
  }

  /**
   * Silences the standard error of the process: whoever ends it knows, and need not read about what
   * is refused or left undone because of that.
   */
  public static void sayNoMore() {
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
  }

  /** Whether the process has been told to end. */
  public boolean hasBegun() {
    return begun;
  }

  /**
   * Says that all that is left is to write the report. That takes a moment or, into a pipe which
   * nobody reads, forever: the process waits for it for no more than ten seconds.
   */
  public void reporting() {
    reporting.countDown();
  }

  private void end() {
    begun = true;
    stop.run();
    try {
      if (isOver(reporting, patience) && !isOver(done, REPORTING)) {
        say("backdrop: The report was not taken within 10 s, and is not complete");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** By a thread that is not waited for long: nobody may read the standard error either. */
  private static void say(String message) throws InterruptedException {
    Thread.ofPlatform()
        .daemon()
        .start(() -> System.err.println(message))
        .join(Duration.ofSeconds(1));
  }

  private static boolean isOver(CountDownLatch what, Duration within) throws InterruptedException {
    return what.await(within.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    reporting();
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The process ends now.
    }
  }
}
