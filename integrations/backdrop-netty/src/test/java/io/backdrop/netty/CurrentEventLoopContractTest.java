package io.backdrop.netty;

import io.backdrop.testkit.QueueingStrategyContract;
import io.backdrop.testkit.Subject;

/** What the tests close comes from elsewhere, and what disposers close from the event loop. */
class CurrentEventLoopContractTest extends QueueingStrategyContract {

  @Override
  protected Subject open() {
    var loops = new Loops(2);
    var elsewhere = BackdropNetty.eventLoop(loops.first());
    return Subject.of(BackdropNetty.currentEventLoop(loops.group(), elsewhere)).endedBy(loops);
  }
}
