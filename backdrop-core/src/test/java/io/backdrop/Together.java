package io.backdrop;

import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several threads that do the same, and begin at the same time. */
final class Together {

  @FunctionalInterface
  interface Work {
    void run(int thread) throws Exception;
  }

  private Together() {}

  /** Returns when all are done; throws what one of them threw. */
  static void run(int threads, Work work) throws Exception {
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
