package io.backdrop.jmh;

import io.backdrop.jmh.peer.Nothing;
import io.backdrop.jmh.peer.Peer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Hands a few values off to an idle target, each between two system calls that tell a tracer where
 * it begins and ends: a look for the files {@code /backdrop-begin} and {@code /backdrop-end}.
 */
public final class SystemCalls {

  private static final int TIMES = 20;
  private static final int IDLE_MILLIS = 150;

  private SystemCalls() {}

  /** Takes the name of a {@link Peer}. */
  public static void main(String... args) throws Exception {
    var begin = Path.of("/backdrop-begin");
    var end = Path.of("/backdrop-end");
    try (var target = Peer.valueOf(args[0]).start()) {
      for (int i = 0; i < TIMES; i++) {
        var handle = target.handle(Nothing.NOTHING);
        Thread.sleep(IDLE_MILLIS);
        Files.exists(begin);
        handle.close();
        Files.exists(end);
      }
    }
  }
}
