package io.backdrop.netty;

import io.backdrop.testkit.QueueingStrategyContract;
import io.backdrop.testkit.Subject;

class EventLoopContractTest extends QueueingStrategyContract {

  @Override
  protected Subject open() {
    var loops = new Loops(1);
    return Subject.of(BackdropNetty.eventLoop(loops.first())).endedBy(loops);
  }
}
