package io.backdrop.cli.soak;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Faults to plant into a strategy, so that one can see whether they are found. */
public enum Planted {
  /** None: the strategies are as they are. */
  NONE(1) {
    @Override
    void spoil(Disposal disposal, BackdropStrategy strategy) {
      strategy.execute(disposal);
    }
  },
  /** A disposal gets lost. */
  LOST(100) {
    @Override
    void spoil(Disposal disposal, BackdropStrategy strategy) {}
  },
  /** A value is released twice. */
  TWICE(100) {
    @Override
    void spoil(Disposal disposal, BackdropStrategy strategy) {
      try {
        ((Value) disposal.value()).close();
      } catch (Exception once) {
        // The second time is enough.
      }
      strategy.execute(disposal);
    }
  },
  /** Failures are kept secret. */
  UNSEEN(1) {
    @Override
    void spoil(Disposal disposal, BackdropStrategy strategy) {
      try {
        disposal.run();
      } catch (Throwable secret) {
        // That is the fault.
      }
    }
  },
  /** A hand-off does not end. */
  HANGING(100) {
    @Override
    void spoil(Disposal disposal, BackdropStrategy strategy) {
      while (true) {
        LockSupport.park();
        Thread.interrupted();
      }
    }
  };

  private final int every;

  /** Spoils one of so many disposals. */
  Planted(int every) {
    this.every = every;
  }

  /** Does the wrong thing with one disposal. */
  abstract void spoil(Disposal disposal, BackdropStrategy strategy);

  /** The strategy with this fault in it. */
  Subject in(Subject subject) {
    var count = new AtomicLong();
    return new WrappedSubject(
        subject.kind(),
        subject,
        disposal -> {
          if (count.incrementAndGet() % every == 0) {
            spoil(disposal, subject);
          } else {
            subject.execute(disposal);
          }
        });
  }
}
