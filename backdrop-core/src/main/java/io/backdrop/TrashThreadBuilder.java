package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/** Makes a {@link TrashThread} with a name, a thread, a failure handler or a wake-up of choice. */
public final class TrashThreadBuilder {

  private static final Duration FIRST_POLL = Duration.ofMillis(1);
  private static final Duration LONGEST_POLL = Duration.ofMillis(200);

  private ThreadFactory threads = named("backdrop-trash");
  private FailureHandler handler = FailureHandler.logging();
  private Supplier<Idling> idling = TrashThreadBuilder::usualPolling;
  private Parking parking = Parking.SYSTEM;

  TrashThreadBuilder() {}

  /**
   * A daemon platform thread of this name; in place of a factory given before.
   *
   * @param name the thread's name
   * @return this
   */
  public TrashThreadBuilder name(String name) {
    threads = named(requireNonNull(name, "name"));
    return this;
  }

  /**
   * A thread from this factory, not yet started; in place of a name given before.
   *
   * @param factory asked for one thread
   * @return this
   */
  public TrashThreadBuilder threadFactory(ThreadFactory factory) {
    threads = requireNonNull(factory, "factory");
    return this;
  }

  /**
   * Whom to tell of failed disposals, in place of {@link FailureHandler#logging()}.
   *
   * @param failureHandler called by the trash thread
   * @return this
   */
  public TrashThreadBuilder onFailure(FailureHandler failureHandler) {
    handler = requireNonNull(failureHandler, "failureHandler");
    return this;
  }

  /**
   * Looks for work by itself; the hand-off stays free of system calls. While it finds none it waits
   * a millisecond, then twice as long each time, up to this; after work it begins anew. The
   * default, with 200 ms: that long a value may wait after a time of idleness.
   *
   * @param longest the longest time between two polls
   * @return this
   * @throws IllegalArgumentException when the duration is shorter than a millisecond
   */
  public TrashThreadBuilder polling(Duration longest) {
    if (requireNonNull(longest, "longest").compareTo(FIRST_POLL) < 0) {
      throw new IllegalArgumentException(
          "The longest time between two polls is " + longest + "; give at least " + FIRST_POLL);
    }
    idling = () -> new Idling.Polling(FIRST_POLL, longest);
    return this;
  }

  /**
   * Is woken by the first hand-off after a time of idleness, which costs that one a system call,
   * several microseconds; in return the value is released at once, and idleness costs nothing.
   *
   * @return this
   */
  public TrashThreadBuilder signalling() {
    idling = Idling.Signalled::new;
    return this;
  }

  TrashThreadBuilder parking(Parking way) {
    parking = way;
    return this;
  }

  /**
   * Starts the thread, and prepares what the first hand-off would otherwise load, which takes some
   * tens of milliseconds the first time in a JVM.
   *
   * @return the running thread
   * @throws OutOfMemoryError when the system has no thread to give
   * @throws NullPointerException when the thread factory gives no thread
   */
  public TrashThread start() {
    var trash = new TrashThread(threads, handler, idling.get(), parking);
    trash.begin();
    return trash;
  }

  static Idling usualPolling() {
    return new Idling.Polling(FIRST_POLL, LONGEST_POLL);
  }

  static ThreadFactory named(String name) {
    return Thread.ofPlatform().name(name).daemon().inheritInheritableThreadLocals(false).factory();
  }
}
