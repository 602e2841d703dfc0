package io.backdrop.netty;

import io.backdrop.Backdrop;
import io.backdrop.testkit.Ledger;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing where hardly any stack is left. */
@Timeout(120)
class EndOfStackTest {

  private static final int ROUNDS = 200;
  private static final int SMALL_STACK = 256 * 1024;

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  @AfterEach
  void end() throws Exception {
    group.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
  }

  /** Each is closed again where there is stack, as its owner does that was told of the error. */
  @Test
  void theLoopReleasesWhatIsClosedAgainAndWhatComesLater() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var strategy = BackdropNetty.eventLoop(group.next());
      var ledger = new Ledger(50);
      var backdrops =
          IntStream.range(0, ledger.size())
              .mapToObj(value -> Backdrop.of(value, ledger, strategy))
              .toList();
      var diving = new Thread(null, () -> new Dive(backdrops).down(), "diver", SMALL_STACK);
      diving.start();
      diving.join();

      backdrops.forEach(Backdrop::close);

      ledger.await(Duration.ofSeconds(20));
      ledger.assertEachReleasedOnce();
    }
  }

  /** Goes down to the end of the stack and, coming up from there, closes one in each frame. */
  private static final class Dive {
    private final List<Backdrop<Integer>> left;
    private int next;

    Dive(List<Backdrop<Integer>> left) {
      this.left = left;
    }

    void down() {
      try {
        down();
      } catch (StackOverflowError end) {
        // Here, or further down.
      }
      closeNext();
    }

    private void closeNext() {
      try {
        if (next < left.size()) {
          left.get(next++).close();
        }
      } catch (StackOverflowError end) {
        // It is closed again.
      }
    }
  }
}
