package io.backdrop.jmh.runtimes;

import java.util.concurrent.CountDownLatch;

/** Has the only thread of a runtime to itself, from when it is made until it ends. */
interface Occupation {

  /** Runs this, wherever bursts are to come from, and returns when it is done. */
  void run(Runnable burst);

  /** Leaves the thread to what has been submitted. */
  void end();

  /** Bursts come from another thread, and the runtime's sleeps. */
  static Occupation outside(Runtime runtime) throws InterruptedException {
    return Outside.of(runtime);
  }

  /** Bursts come from the runtime's thread, which is awake and waiting for them. */
  static Occupation inside(Runtime runtime) throws InterruptedException {
    return Inside.of(runtime);
  }

  /** The runtime's thread waits for the end. */
  final class Outside implements Occupation {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    static Outside of(Runtime runtime) throws InterruptedException {
      var outside = new Outside();
      runtime.submit().accept(new Task(outside::sleep));
      outside.begun.await();
      return outside;
    }

    private void sleep() {
      begun.countDown();
      try {
        ended.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void run(Runnable burst) {
      burst.run();
    }

    @Override
    public void end() {
      ended.countDown();
    }
  }

  /**
   * Two threads that hand work over without sleeping, which would be measured as well; but so that
   * it works where there is one core for both.
   */
  final class Inside implements Occupation {

    private static final Runnable END = () -> {};

    private volatile Runnable given;

    static Inside of(Runtime runtime) {
      var inside = new Inside();
      runtime.submit().accept(new Task(inside::serve));
      return inside;
    }

    private void serve() {
      Runnable work;
      do {
        while ((work = given) == null) {
          Thread.yield();
        }
        work.run();
        given = null;
      } while (work != END);
    }

    @Override
    public void run(Runnable burst) {
      given = burst;
      while (given != null) {
        Thread.yield();
      }
    }

    @Override
    public void end() {
      run(END);
    }
  }
}
