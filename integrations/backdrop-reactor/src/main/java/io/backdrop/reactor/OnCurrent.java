package io.backdrop.reactor;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * The strategy for one of Reactor's own schedulers, which is another one after {@link
 * reactor.core.scheduler.Schedulers#resetFactory}. Whoever asks anew for each request gets the same
 * as all others, but for some that ask first at the same moment.
 */
final class OnCurrent {

  private volatile @Nullable OnScheduler latest;

  OnScheduler on(Scheduler scheduler) {
    var known = latest;
    if (known != null && known.isOn(scheduler)) {
      return known;
    }
    var made = new OnScheduler(scheduler);
    latest = made;
    return made;
  }
}
