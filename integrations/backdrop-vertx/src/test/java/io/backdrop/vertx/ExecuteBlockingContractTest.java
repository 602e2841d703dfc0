package io.backdrop.vertx;

import io.backdrop.testkit.QueueingStrategyContract;
import io.backdrop.testkit.Subject;
import io.vertx.core.Vertx;

class ExecuteBlockingContractTest extends QueueingStrategyContract {

  @Override
  protected Subject open() {
    var vertx = Vertx.vertx();
    return Subject.of(BackdropVertx.executeBlocking(vertx)).endedBy(() -> vertx.close().await());
  }
}
