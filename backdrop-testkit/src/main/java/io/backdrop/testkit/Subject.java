package io.backdrop.testkit;

import static java.util.Objects.requireNonNull;

import io.backdrop.BackdropStrategy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A strategy that is held to a contract, and what its user does to see the values released: the
 * user's own work, if it needs any, and what ends it.
 *
 * <p>Used by one thread.
 */
public final class Subject implements AutoCloseable {

  private final BackdropStrategy strategy;

  /** Null where others see to the values. */
  private final @Nullable Runnable work;

  private final AutoCloseable end;
  private final Duration patience;

  /** Whether others left values out: what ends the strategy may wait for them, and without end. */
  private boolean failed;

  private Subject(
      BackdropStrategy strategy, @Nullable Runnable work, AutoCloseable end, Duration patience) {
    this.strategy = requireNonNull(strategy, "strategy");
    this.work = work;
    this.end = requireNonNull(end, "end");
    this.patience = requireNonNull(patience, "patience");
  }

  /**
   * A strategy that sees to everything by itself, and needs no end.
   *
   * @param strategy what is held to the contract
   * @return the subject
   * @throws NullPointerException when the strategy is null
   */
  public static Subject of(BackdropStrategy strategy) {
    return new Subject(strategy, null, () -> {}, Duration.ofMinutes(1));
  }

  /**
   * Leaves releasing to the thread that runs the test: whenever that has closed values, and waits
   * for them, it calls this, and all of them must have been released when it returns.
   *
   * @param work releases what is pending, such as {@code queue::disposeAll}
   * @return a subject with the same strategy and end
   * @throws NullPointerException when the work is null
   */
  public Subject workedBy(Runnable work) {
    return new Subject(strategy, requireNonNull(work, "work"), end, patience);
  }

  /**
   * Closes something after each test, such as the executor that the strategy uses.
   *
   * @param end what to close
   * @return a subject with the same strategy and work
   * @throws NullPointerException when the end is null
   */
  public Subject endedBy(AutoCloseable end) {
    return new Subject(strategy, work, end, patience);
  }

  /**
   * Lets no test wait longer than this for its values; by default a minute.
   *
   * @param patience how long
   * @return a subject with the same strategy, work and end
   * @throws NullPointerException when the duration is null
   */
  public Subject patientFor(Duration patience) {
    return new Subject(strategy, work, end, patience);
  }

  /** {@return what is held to the contract} */
  public BackdropStrategy strategy() {
    return strategy;
  }

  /** How long a test is to wait for its values. */
  Duration patience() {
    return patience;
  }

  /**
   * Does what the user has to do, and waits until all values of the ledger are released.
   *
   * @param ledger who counts them
   * @throws InterruptedException when the waiting thread is interrupted
   * @throws AssertionError when values are still missing when its patience ends
   */
  public void await(Ledger ledger) throws InterruptedException {
    if (work != null) {
      work.run();
      Thread.interrupted(); // One of a disposer's is told to its thread at the end of that.
    }
    try {
      ledger.await(patience);
    } catch (AssertionError missing) {
      failed = work == null;
      throw missing;
    }
  }

  /**
   * Ends what belongs to the strategy. Where values were missing, and it is not the test's thread
   * that releases them, this is done on another thread, which is waited for no longer than they
   * were: ending the strategy may wait for them too, and would keep the failure from being read.
   *
   * @throws Exception what closing that throws
   */
  @Override
  public void close() throws Exception {
    if (failed) {
      closeElsewhere();
    } else {
      end.close();
    }
  }

  private void closeElsewhere() throws InterruptedException {
    var closing =
        new Thread(
            () -> {
              try {
                end.close();
              } catch (Throwable alsoFailed) {
                // That values were missing is the failure to tell.
              }
            },
            "backdrop-testkit-end");
    closing.setDaemon(true);
    closing.start();
    closing.join(patience);
  }
}
