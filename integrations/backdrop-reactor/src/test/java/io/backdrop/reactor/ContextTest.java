package io.backdrop.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A hook may carry what a thread knows of its request to the tasks that this schedules. */
@Timeout(60)
class ContextTest {

  private static final ThreadLocal<String> REQUEST = new ThreadLocal<>();

  @BeforeEach
  void carryTheRequest() {
    Schedulers.onScheduleHook(
        "request",
        task -> {
          var request = REQUEST.get();
          return () -> {
            REQUEST.set(request);
            try {
              task.run();
            } finally {
              REQUEST.remove();
            }
          };
        });
  }

  @AfterEach
  void carryItNoMore() {
    Schedulers.resetOnScheduleHook("request");
    REQUEST.remove();
  }

  @Test
  void eachDisposerSeesTheRequestThatClosedItsValueWhileAnotherWorkerIsBusy() throws Exception {
    var scheduler = Schedulers.newParallel("test", 2);
    var opened = occupyOneWorker(scheduler);
    var strategy = BackdropReactor.on(scheduler);
    var requests = new ConcurrentHashMap<String, String>();
    var released = new CountDownLatch(8);
    for (int request = 0; request < 8; request++) { // by turns for either worker
      REQUEST.set("of " + request);
      Backdrop.of(
              "" + request,
              value -> {
                requests.put(value, REQUEST.get());
                released.countDown();
              },
              strategy)
          .close();
    }
    while (released.getCount() > 4) {
      Thread.onSpinWait();
    }

    opened.countDown();
    released.await();

    assertThat(requests)
        .hasSize(8)
        .allSatisfy((value, request) -> assertThat(request).isEqualTo("of " + value));
    scheduler.dispose();
  }

  private static CountDownLatch occupyOneWorker(Scheduler scheduler) throws InterruptedException {
    var occupied = new CountDownLatch(1);
    var opened = new CountDownLatch(1);
    scheduler.schedule(() -> {
      occupied.countDown();
      try {
        opened.await();
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      }
    });
    occupied.await();
    return opened;
  }
}
