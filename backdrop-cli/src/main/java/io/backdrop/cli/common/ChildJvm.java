package io.backdrop.cli.common;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that measures one thing, and a directory for it to work in. Neither outlives {@link
 * #close}, nor this JVM, however it ends short of being killed.
 */
public final class ChildJvm implements AutoCloseable {

  /** How long a child may be ahead of this JVM when the same signal ends both. */
  private static final Duration AHEAD = Duration.ofSeconds(2);

  private final String name;
  private final Duration patience;
  private final Thread hook = Thread.ofPlatform().unstarted(this::end);
  private @Nullable Process process;
  private @Nullable Workplace workplace;

  /** Open until the end has begun. */
  private final CountDownLatch ending = new CountDownLatch(1);

  /**
   * One that is still to be started.
   *
   * @param name what it measures, in words
   * @param patience how long it has to come to an orderly end when this JVM ends
   */
  public ChildJvm(String name, Duration patience) {
    this.name = name;
    this.patience = patience;
  }

  /**
   * Starts the JVM, and passes on each line that it prints until it ends.
   *
   * @param options what to tell the JVM itself; its collector and the size of its heap are set up
   *     by these alone, and not by the environment
   * @param arguments for the main class, which gets the directory as a further one
   * @return the exit code
   * @throws Failure when it cannot be started, or this JVM ends
   */
  public int run(
      Class<?> main,
      List<String> options,
      List<String> arguments,
      Consumer<String> out,
      Consumer<String> err)
      throws Failure {
    Ending.addHook(hook);
    var started = start(main, options, arguments);
    read(started, out, err);
    return started.onExit().join().exitValue();
  }

  private synchronized Process start(Class<?> main, List<String> options, List<String> arguments)
      throws Failure {
    if (isEnding(Duration.ZERO)) {
      throw Failure.interrupted();
    }
    try {
      var place = Workplace.create();
      workplace = place;
      var builder = new ProcessBuilder(command(main, options, arguments, place.directory()));
      OptionVariables.leaveOutHeap(builder.environment());
      var started = builder.start();
      process = started;
      return started;
    } catch (IOException e) {
      throw new Failure(
          "The JVM of the %s could not be started: %s".formatted(name, Failure.reason(e)));
    }
  }

  private static List<String> command(
      Class<?> main, List<String> options, List<String> arguments, Path directory) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Djava.io.tmpdir=" + directory); // Some libraries leave there what they load.
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.addAll(options); // Last: another class path among them replaces the own one.
    command.add(main.getName());
    command.addAll(arguments);
    command.add(directory.toString());
    return command;
  }

  /** The user's -Xmx, -XX and the like, also those of the environment. */
  public static List<String> ownTuning() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-X"))
        .toList();
  }

  private void read(Process started, Consumer<String> out, Consumer<String> err) throws Failure {
    var errors = Thread.ofPlatform().daemon().start(() -> passOn(started.errorReader(), err));
    try (var lines = started.inputReader()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        out.accept(line);
      }
      errors.join();
    } catch (IOException | InterruptedException e) {
      throw wasInterrupted(0) ? Failure.interrupted() : new Failure(e.toString());
    }
  }

  private static void passOn(BufferedReader lines, Consumer<String> to) {
    try (lines) {
      lines.lines().forEach(to);
    } catch (IOException | UncheckedIOException e) {
      // The JVM was ended in the middle of a line.
    }
  }

  /** Whether the JVM was ended by the end of this one, or by the same Ctrl-C. */
  public boolean wasInterrupted(int exitCode) {
    boolean bySignal = exitCode == 128 + 2 || exitCode == 128 + 15;
    return isEnding(bySignal ? AHEAD : Duration.ZERO);
  }

  /** Whether the end has begun, or does so within that time. */
  private boolean isEnding(Duration within) {
    try {
      return ending.await(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private synchronized void end() {
    ending.countDown();
    if (process != null) {
      endOrderly(process);
      process.toHandle().destroyForcibly(); // Process.destroy would close what is still being read.
      process.onExit().join();
    }
    if (workplace != null) {
      delete(workplace);
      workplace = null;
    }
  }

  private void endOrderly(Process running) {
    if (!patience.isZero()) {
      running.toHandle().destroy(); // The process itself would close what is read from it.
      try {
        var _ = running.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void delete(Workplace left) {
    try {
      left.delete();
    } catch (IOException | RuntimeException e) {
      System.err.println("The temporary directory " + left.directory() + " was not deleted: " + e);
    }
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // It has run, or will, and find nothing to do.
    }
  }
}
