package io.backdrop.netty;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.ArrayList;

/** Looks for the loop whose thread is closing. No thread-local: a loop may change its thread. */
final class CurrentLoop implements BackdropStrategy {

  private final LoopTurns[] loops;
  private final BackdropStrategy elsewhere;

  private CurrentLoop(LoopTurns[] loops, BackdropStrategy elsewhere) {
    this.loops = loops;
    this.elsewhere = elsewhere;
  }

  static CurrentLoop of(EventLoopGroup group, Duration perTurn, BackdropStrategy elsewhere) {
    var loops = new ArrayList<LoopTurns>();
    group.forEach(loop -> loops.add(new LoopTurns((EventLoop) loop, perTurn)));
    return new CurrentLoop(loops.toArray(LoopTurns[]::new), elsewhere);
  }

  @Override
  public void execute(Disposal disposal) {
    for (var turns : loops) {
      if (turns.isHere()) {
        turns.execute(disposal);
        return;
      }
    }
    elsewhere.execute(disposal);
  }

  @Override
  public String toString() {
    return "Netty's current event loop, elsewhere " + elsewhere;
  }
}
