package io.backdrop.reactor;

import io.backdrop.testkit.QueueingStrategyContract;
import io.backdrop.testkit.Subject;
import reactor.core.scheduler.Schedulers;

class BoundedElasticContractTest extends QueueingStrategyContract {

  @Override
  protected Subject open() {
    var scheduler = Schedulers.newBoundedElastic(4, 100_000, "test");
    return Subject.of(BackdropReactor.on(scheduler)).endedBy(scheduler::dispose);
  }

  @Override
  protected int chainLength() {
    return 100_000;
  }
}
