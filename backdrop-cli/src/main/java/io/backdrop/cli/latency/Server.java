package io.backdrop.cli.latency;

import com.sun.management.ThreadMXBean;
import io.backdrop.ArcSwap;
import io.backdrop.cli.payload.Payload;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Answers every so many of the requests, each when it is due or, where it is late, at once. One
 * request allocates nothing, as far as its payload does not.
 */
final class Server implements Callable<Server.Result> {

  /** A thread that parks may wake up so much too late; from then on it spins. */
  private static final long SPIN_NANOS = 200_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Schedule schedule;
  private final Numbers numbers;
  private final ArcSwap<Payload> current;
  private final Releasing releasing;
  private final Duty duty;
  private final Recording recording;
  private final BooleanSupplier stopped;
  private long answers;

  Server(
      Schedule schedule,
      Numbers numbers,
      ArcSwap<Payload> current,
      Releasing releasing,
      Duty duty,
      Recording recording,
      BooleanSupplier stopped) {
    this.schedule = schedule;
    this.numbers = numbers;
    this.current = current;
    this.releasing = releasing;
    this.duty = duty;
    this.recording = recording;
    this.stopped = stopped;
  }

  /**
   * Which requests are a server's.
   *
   * @param first its first one
   * @param step from one to the next
   */
  record Numbers(int first, int step) {}

  /** What a server does beside answering requests. */
  interface Duty {

    /** The time that never comes. */
    long NEVER = Long.MAX_VALUE;

    Duty NONE = new Nothing();

    /** When something is to be done next, since the start. */
    long next();

    /** Does what was to be done then. */
    void perform();
  }

  private static final class Nothing implements Duty {

    @Override
    public long next() {
      return NEVER;
    }

    @Override
    public void perform() {}
  }

  /**
   * What came of it.
   *
   * @param allocated bytes of heap
   * @param answers of all requests together, so that none of them can be left out
   */
  record Result(Recording recording, long allocated, long answers) {

    Result with(Result other) {
      recording.add(other.recording);
      return new Result(recording, allocated + other.allocated, answers + other.answers);
    }
  }

  @Override
  public Result call() throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    serve();
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    releasing.leave();
    recording.recordFree(now());
    return new Result(recording, allocated, answers);
  }

  private void serve() throws Exception {
    long request = numbers.first();
    long due = schedule.due(request);
    while (due < schedule.nanos() && !stopped.getAsBoolean()) {
      performDuty(due);
      await(due);
      answer(request);
      recording.record(due, now());
      request += numbers.step();
      due = schedule.due(request);
    }
    performDuty(schedule.nanos() - 1);
  }

  /** Each at its time and not before, so that a request which is due then has to wait for it. */
  private void performDuty(long until) {
    for (long at = duty.next(); at <= until && !stopped.getAsBoolean(); at = duty.next()) {
      await(at);
      duty.perform();
    }
  }

  private void await(long time) {
    long left = time - now();
    while (left > 0) {
      if (!releasing.use(left)) {
        pause(left);
      }
      left = time - now();
    }
  }

  private static void pause(long nanos) {
    if (nanos > SPIN_NANOS) {
      LockSupport.parkNanos(nanos - SPIN_NANOS);
    } else {
      Thread.onSpinWait();
    }
  }

  private void answer(long request) throws Exception {
    try (var index = current.load()) {
      answers += index.get().answer(request);
    }
  }

  private long now() {
    return schedule.sinceStart(System.nanoTime());
  }
}
