package io.backdrop.reactor;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * The strategy for one of Reactor's own schedulers, which are replaced by {@link
 * reactor.core.scheduler.Schedulers#resetFactory}. Whoever asks for it again and again gets the
 * same one as everybody else, except that some who are the first to ask, at the same moment, get
 * one each.
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
