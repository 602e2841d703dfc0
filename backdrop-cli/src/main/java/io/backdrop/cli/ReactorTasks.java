package io.backdrop.cli;

import io.backdrop.reactor.BackdropReactor;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Closed by a task of one of Reactor's schedulers. */
final class ReactorTasks {

  private ReactorTasks() {}

  static InTask many() {
    return on(Schedulers.parallel(), Schedulers.parallel());
  }

  static InTask one() {
    return on(Schedulers.single(), Schedulers.single());
  }

  static InTask manyBlocking() {
    return on(Schedulers.parallel(), Schedulers.boundedElastic());
  }

  static InTask oneBlocking() {
    return on(Schedulers.single(), Schedulers.boundedElastic());
  }

  private static InTask on(Scheduler closing, Scheduler releasing) {
    return new InTask(
        BackdropReactor.on(releasing),
        closing::schedule,
        releasing::schedule,
        Schedulers::shutdownNow);
  }
}
