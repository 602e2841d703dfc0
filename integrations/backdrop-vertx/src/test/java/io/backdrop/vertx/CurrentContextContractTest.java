package io.backdrop.vertx;

import io.backdrop.testkit.QueueingStrategyContract;
import io.backdrop.testkit.Subject;
import io.vertx.core.Vertx;

/** Whatever the tests close arrives at the strategy on a context. */
class CurrentContextContractTest extends QueueingStrategyContract {

  @Override
  protected Subject open() {
    var vertx = Vertx.vertx();
    var context = vertx.getOrCreateContext();
    var strategy = BackdropVertx.currentContext();
    return Subject.of(disposal -> context.runOnContext(there -> strategy.execute(disposal)))
        .endedBy(() -> vertx.close().await());
  }
}
