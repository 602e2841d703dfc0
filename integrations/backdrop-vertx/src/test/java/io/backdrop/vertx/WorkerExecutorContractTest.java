package io.backdrop.vertx;

import io.backdrop.testkit.QueueingStrategyContract;
import io.backdrop.testkit.Subject;
import io.vertx.core.Vertx;

class WorkerExecutorContractTest extends QueueingStrategyContract {

  @Override
  protected Subject open() {
    var vertx = Vertx.vertx();
    var workers = vertx.createSharedWorkerExecutor("slow-files", 4);
    return Subject.of(BackdropVertx.executeBlocking(workers)).endedBy(() -> vertx.close().await());
  }
}
