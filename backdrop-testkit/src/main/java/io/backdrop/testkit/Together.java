package io.backdrop.testkit;

import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several threads that do the same, and begin at the same time. */
public final class Together {

  /** What each of the threads does. */
  @FunctionalInterface
  public interface Work {

    /**
     * Does it.
     *
     * @param thread which of the threads this is, from 0 on
     * @throws Exception anything, which fails the test
     */
    void run(int thread) throws Exception;
  }

  private Together() {}

  /**
   * Runs the work on so many threads at once, and returns when all are done.
   *
   * @param threads how many
   * @param work what each does
   * @throws Exception what one of them threw, as the cause
   */
  public static void run(int threads, Work work) throws Exception {
    var start = new CyclicBarrier(threads);
    var running = new ArrayList<Future<?>>();
    try (var executor = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        int thread = i;
        running.add(
            executor.submit(() -> {
              start.await();
              work.run(thread);
              return null;
            }));
      }
      for (var one : running) {
        one.get();
      }
    }
  }
}
