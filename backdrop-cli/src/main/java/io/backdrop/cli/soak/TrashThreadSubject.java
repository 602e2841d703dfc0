package io.backdrop.cli.soak;

import io.backdrop.Disposal;
import io.backdrop.Residue;
import io.backdrop.TrashThread;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A trash thread, whose every promise can be looked at. */
final class TrashThreadSubject extends Subject {

  /** One in so many calls of a handler fails, for that must not matter. */
  private static final int HANDLER_FAILS = 16;

  private static final int HELP = 4;
  private static final Duration SHORT = Duration.ofNanos(50_000);

  private final Stage stage;
  private final TrashThreadSetup setup;
  private final TrashThread trash;
  private final StatisticsCheck check;
  private final ListenerCheck listener;
  private final LongAdder failures = new LongAdder();
  private final LongAdder alarms = new LongAdder();
  private final LongAdder stuck = new LongAdder();

  /** Where it ran; written before it starts. */
  private volatile @Nullable Thread thread;

  TrashThreadSubject(Stage stage, TrashThreadSetup setup) {
    super(setup.kind());
    this.stage = stage;
    this.setup = setup;
    this.check = new StatisticsCheck(stage.faults(), setup, stage.scenario().nested());
    this.listener = new ListenerCheck(stage.faults());
    this.trash = start();
  }

  private TrashThread start() {
    var threads = stage.victims().factory("soak-trash");
    var builder =
        setup
            .builder()
            .threadFactory(task -> thread = threads.newThread(task))
            .onStuck(Duration.ofMillis(1), (what, since, where, behind) -> stuck.increment())
            .onFailure((disposal, failure) -> failed(failure));
    if (setup.isListenedTo()) {
      builder.listener(listener);
    }
    return setup.whenFull().apply(builder, pending -> alarm()).start();
  }

  private void failed(Throwable failure) {
    stage.failures().see(failure);
    failures.increment();
    failSometimes(failures);
  }

  private void alarm() {
    alarms.increment();
    failSometimes(alarms);
  }

  private static void failSometimes(LongAdder calls) {
    if (calls.sum() % HANDLER_FAILS == 0) {
      throw new IllegalStateException("a handler that fails");
    }
  }

  @Override
  void hand(Disposal disposal) {
    trash.execute(disposal);
  }

  @Override
  boolean neverNests() {
    return setup.whenFull().neverNests();
  }

  /** Whether all that it took has been released when a flush says so. */
  boolean isFlushable() {
    return setup.whenFull().isOwnBusiness();
  }

  TrashThread trash() {
    return trash;
  }

  @Override
  void inspect() {
    check.look(trash.stats());
  }

  @Override
  void meddle() {
    trash.helpDispose(HELP);
    try {
      trash.flush(SHORT);
    } catch (IllegalStateException itWouldWaitForItself) {
      // As it should be, where it is this trash thread that releases the value.
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  void end() {
    trash.close();
    checkEnded();
  }

  @Override
  Residue giveUp(Duration atMost) {
    return trash.close(atMost);
  }

  @Override
  void awaitThread() {
    var itsThread = thread;
    if (itsThread != null) {
      Waiting.forever(itsThread::join);
    }
  }

  /** By its state, as {@link Thread#join(Duration)} does: it is "alive" for some moments more. */
  private void checkEnded() {
    var itsThread = thread;
    if (itsThread != null && itsThread.getState() != Thread.State.TERMINATED) {
      stage.faults().add("%s was closed and its thread has not ended".formatted(setup));
    }
  }

  @Override
  void audit(Counts<Event> events) {
    var last = trash.stats();
    check.balance(last, taken(), failures.sum(), trash.failures());
    if (setup.isListenedTo()) {
      listener.balance(last, this::describe);
    }
    events.add(Event.IN_CALLER, last.inCaller());
    events.add(Event.ELSEWHERE, last.elsewhere());
    events.add(Event.RETRIED, last.retried());
    events.add(Event.BEYOND, alarms.sum());
    events.add(Event.STUCK, stuck.sum());
  }

  @Override
  String describe() {
    return setup.toString();
  }
}
