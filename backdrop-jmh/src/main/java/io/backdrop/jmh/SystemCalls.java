package io.backdrop.jmh;

import io.backdrop.Backdrop;
import io.backdrop.Disposer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Closes a few Backdrops onto an idle target, each between two system calls that tell a tracer
 * where it begins and ends: a look for the files {@code /backdrop-begin} and {@code /backdrop-end}.
 */
public final class SystemCalls {

  private static final int TIMES = 20;
  private static final int IDLE_MILLIS = 150;

  private SystemCalls() {}

  /** Takes the kind of target: trashThread, signalling or executor. */
  public static void main(String... args) throws InterruptedException {
    var begin = Path.of("/backdrop-begin");
    var end = Path.of("/backdrop-end");
    try (var target = HandOffBurst.Kind.valueOf(args[0]).start()) {
      for (int i = 0; i < TIMES; i++) {
        var backdrop = Backdrop.of("value", Disposer.none(), target.strategy());
        Thread.sleep(IDLE_MILLIS);
        Files.exists(begin);
        backdrop.close();
        Files.exists(end);
      }
    }
  }
}
