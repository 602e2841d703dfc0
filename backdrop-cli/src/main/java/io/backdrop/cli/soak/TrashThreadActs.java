package io.backdrop.cli.soak;

import io.backdrop.BackdropStrategy;
import io.backdrop.TrashThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** What users of a trash thread do beside handing values to it. */
final class TrashThreadActs {

  private static final int MOST_VALUES = 16;
  private static final int MOST_HELP = 64;
  private static final int LONGEST_PAUSE = 600_000;

  private TrashThreadActs() {}

  /** A flush that says that it waited for what was handed off before must have done so. */
  static void flush(Worker worker) {
    var subject = worker.stage().any(TrashThreadSubject.class, worker.random());
    if (subject != null) {
      var before = handOff(worker, subject, worker.maker()::closeable);
      if (isFlushed(worker, subject.trash()) && subject.isFlushable()) {
        checkReleased(worker, before);
      }
    }
  }

  /** The same with the one trash thread that outlives all rounds, and only logs failures. */
  static void global(Worker worker) {
    var trash = TrashThread.global();
    var before = handOff(worker, trash, worker.maker()::plain);
    if (isFlushed(worker, trash)) {
      checkReleased(worker, before);
    }
  }

  private static List<Value> handOff(
      Worker worker, BackdropStrategy strategy, Supplier<Value> making) {
    var values = new ArrayList<Value>();
    int count = 1 + worker.random().nextInt(MOST_VALUES);
    for (int i = 0; i < count; i++) {
      var value = making.get();
      values.add(value);
      worker.close(worker.maker().wrap(value, strategy));
    }
    return values;
  }

  private static boolean isFlushed(Worker worker, TrashThread trash) {
    try {
      if (worker.random().nextBoolean()) {
        return trash.flush(Duration.ofNanos(worker.random().nextInt(2_000_000)));
      }
      trash.flush();
      return true;
    } catch (InterruptedException stopped) {
      return false;
    }
  }

  private static void checkReleased(Worker worker, List<Value> values) {
    worker.events().add(Event.FLUSHED);
    for (var value : values) {
      if (!value.isReleased()) {
        value.fault("was not released when a flush had waited for it");
      }
    }
  }

  static void help(Worker worker) {
    var subject = worker.stage().any(TrashThreadSubject.class, worker.random());
    if (subject != null) {
      int helped = subject.trash().helpDispose(worker.random().nextInt(MOST_HELP));
      worker.events().add(Event.HELPED, helped);
    }
  }

  static void restart(Worker worker) {
    var subject = worker.stage().any(RestartedSubject.class, worker.random());
    if (subject != null) {
      subject.restart(worker.random());
      worker.events().add(Event.RESTARTED);
    }
  }

  /** Long enough for trash threads to go idle. */
  static void pause(Worker worker) {
    LockSupport.parkNanos(worker.random().nextInt(LONGEST_PAUSE));
  }
}
