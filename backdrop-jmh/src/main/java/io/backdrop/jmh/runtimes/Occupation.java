package io.backdrop.jmh.runtimes;

import java.util.concurrent.CountDownLatch;

/** Has the only thread of a runtime to itself, from when it is made until it ends. */
interface Occupation {

  /** Runs the burst, wherever it is to be measured. */
  void run(Runnable burst);

  /** Leaves the thread to what has been submitted. */
  void end();

  /** The burst comes from another thread, and the runtime's sleeps. */
  static Occupation outside(Runtime runtime) throws InterruptedException {
    var begun = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    runtime
        .submit()
        .accept(
            new Task(
                () -> {
                  begun.countDown();
                  awaitQuietly(ended);
                }));
    begun.await();
    return new Occupation() {
      @Override
      public void run(Runnable burst) {
        burst.run();
      }

      @Override
      public void end() {
        ended.countDown();
      }
    };
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The burst comes from the runtime's thread, which is awake and waiting for it. */
  static Occupation inside(Runtime runtime) throws InterruptedException {
    var inside = new Inside();
    runtime.submit().accept(new Task(inside::serve));
    inside.begun.await();
    return inside;
  }

  /** Two threads that hand a burst over without sleeping, and also where there is one core for both. */
  final class Inside implements Occupation {

    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile Runnable burst;
    private volatile boolean done;

    private void serve() {
      begun.countDown();
      while (burst == null) {
        Thread.yield();
      }
      burst.run();
      done = true;
    }

    @Override
    public void run(Runnable given) {
      burst = given;
      while (!done) {
        Thread.yield();
      }
    }

    @Override
    public void end() {}
  }
}
