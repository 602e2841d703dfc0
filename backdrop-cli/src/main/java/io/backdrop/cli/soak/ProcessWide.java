package io.backdrop.cli.soak;

import io.backdrop.LeakDetection;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What there is but one of in a process: taken for a soak, and given back when it ends. */
final class ProcessWide implements AutoCloseable {

  private final @Nullable UncaughtExceptionHandler handlerBefore =
      Thread.getDefaultUncaughtExceptionHandler();
  private final boolean rescuingBefore = LeakDetection.isRescuing();
  private final LeakDetection.Level watchedBefore = LeakDetection.level();

  /** Kept, because a logger that is not is set up anew. */
  private final Logger logger = Logger.getLogger("io.backdrop");

  private final @Nullable Level loggedBefore = logger.getLevel();
  private final LeakDetection.Registration leaks;

  /** Where the round that is going on enters what does not hold. */
  private volatile Faults faults = new Faults();

  ProcessWide() {
    logger.setLevel(Level.OFF); // What it would warn of is done on purpose.
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught(failure));
    leaks = LeakDetection.onLeak(leak -> leaked(leak.type()));
    LeakDetection.setRescuing(true);
  }

  /** A new round begins; returns where its faults go. */
  Faults begin() {
    faults = new Faults();
    return faults;
  }

  private void leaked(Class<?> type) {
    faults.check(type == LostValue.class, () -> "a handle on a " + type + " was lost");
  }

  private void uncaught(Throwable failure) {
    new SeenFailures(faults).see(failure);
  }

  @Override
  public void close() {
    leaks.close();
    LeakDetection.setRescuing(rescuingBefore);
    LeakDetection.setLevel(watchedBefore);
    Thread.setDefaultUncaughtExceptionHandler(handlerBefore);
    logger.setLevel(loggedBefore);
  }
}
