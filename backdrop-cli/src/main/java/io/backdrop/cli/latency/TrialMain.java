package io.backdrop.cli.latency;

import com.google.gson.Gson;
import io.backdrop.cli.common.ChildEnd;
import io.backdrop.cli.common.Ending;
import io.backdrop.cli.common.Named;
import io.backdrop.cli.common.Parent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Measures one strategy in a JVM that was started for it. Writes a line whenever a step is done,
 * and at the end the {@link Outcome} as a line of JSON, also when it is told to end early. Ends
 * early, too, when nobody is left to read that.
 */
final class TrialMain {

  /** A line that says that a step is done. */
  static final String STEP = "step";

  /** How many steps there are. */
  static final int STEPS = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(50);

  private TrialMain() {}

  /** Takes the strategy, the plan as JSON, and a directory to work in. */
  static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // Figures are the same everywhere.
    var out = System.out;
    System.setOut(System.err); // Whatever else is printed is no outcome.
    var strategy = Named.find(args[0], Strategy.values());
    var plan = new Gson().fromJson(args[1], Plan.class);
    var trial = new Trial(strategy, plan, Path.of(args[2]), () -> out.println(STEP));
    Runnable stop =
        () -> {
          Ending.sayNoMore();
          trial.stop();
        };
    try (var _ = Ending.within(PATIENCE, stop)) {
      Parent.whenGone(() -> System.exit(1));
      var outcome = trial.perform();
      if (outcome != null) {
        out.println(new Gson().toJson(outcome));
        if (outcome.fault() != null) {
          end();
        }
      }
    } catch (IllegalStateException e) {
      e.printStackTrace();
      end();
    } catch (IOException e) {
      ChildEnd.with(e);
    } catch (OutOfMemoryError e) {
      ChildEnd.with(e, "give fewer --entries");
    }
  }

  /** At once: a thread of a strategy that is stuck would not let the JVM end. */
  private static void end() {
    Runtime.getRuntime().halt(1);
  }
}
