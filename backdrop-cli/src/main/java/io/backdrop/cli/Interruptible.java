package io.backdrop.cli;

import io.backdrop.cli.common.Ending;
import io.backdrop.cli.common.Failure;
import io.backdrop.cli.common.Failure.Attempt;
import java.time.Duration;
import picocli.CommandLine;

/** Measures, and then shows what there is, even where measuring was interrupted or has failed. */
final class Interruptible {

  /** Longer than it takes to end a JVM that measures, and to remove what it worked with. */
  private static final Duration PATIENCE = Duration.ofSeconds(70);

  private Interruptible() {}

  /** Returns the exit code, once all is said: where it was interrupted, the process ends then. */
  static int run(CommandLine command, Attempt measuring, Attempt showing) throws Failure {
    try (var ending = Ending.within(PATIENCE, () -> {})) {
      return Main.exitCode(
          command,
          () ->
              Failure.afterAll(
                  () -> measure(measuring, ending), showing, () -> Main.checkOutput(command)));
    }
  }

  private static void measure(Attempt measuring, Ending ending) throws Failure {
    try {
      measuring.make();
    } catch (Failure e) {
      throw ending.hasBegun() ? Failure.interrupted() : e;
    } finally {
      ending.reporting();
    }
  }
}
