package io.backdrop.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.testkit.LogCapture;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Once Netty has ended, the closer releases its values, and one warning names who refused. */
@Tag("warned-once")
@Timeout(60)
class RefusalTest {

  private final List<Object> released = new ArrayList<>();

  @Test
  void byAnEventLoop() throws Exception {
    var loops = new Loops(1);
    var strategy = BackdropNetty.eventLoop(loops.first());
    loops.close();

    assertRefusedInPlace(strategy, "Netty event loop");
  }

  @Test
  void byAnExecutorGroup() throws Exception {
    var group = new DefaultEventExecutorGroup(1);
    var strategy = BackdropNetty.blocking(group);
    group.shutdownGracefully(0, 30, TimeUnit.SECONDS).sync();

    assertRefusedInPlace(strategy, "Netty executor group");
  }

  @Test
  void byOneEventLoopAfterTheOther() throws Exception {
    var loops = new Loops(2);
    var group = loops.group();
    loops.close();
    try (var log = new LogCapture()) {
      for (var loop : group) {
        Backdrop.of("value", released::add, BackdropNetty.eventLoop((EventLoop) loop)).close();

        assertThat(log.messages()).anyMatch(message -> message.contains(loop.toString()));
      }
    }
  }

  private void assertRefusedInPlace(BackdropStrategy strategy, String name) {
    try (var log = new LogCapture()) {
      Backdrop.of("one", released::add, strategy).close();
      Backdrop.of("two", released::add, strategy).close();

      assertThat(released).containsExactly("one", "two");
      assertThat(log.messages()).filteredOn(message -> message.contains(name)).hasSize(1);
    }
  }
}
