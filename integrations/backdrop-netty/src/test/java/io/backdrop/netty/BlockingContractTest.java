package io.backdrop.netty;

import io.backdrop.testkit.QueueingStrategyContract;
import io.backdrop.testkit.Subject;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import java.util.concurrent.TimeUnit;

class BlockingContractTest extends QueueingStrategyContract {

  @Override
  protected Subject open() {
    var group = new DefaultEventExecutorGroup(2);
    return Subject.of(BackdropNetty.blocking(group))
        .endedBy(() -> group.shutdownGracefully(0, 30, TimeUnit.SECONDS).sync());
  }

  @Override
  protected int chainLength() {
    return 100_000;
  }
}
