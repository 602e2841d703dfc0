package io.backdrop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that runs a main class of the tests. */
final class ForkedJvm implements AutoCloseable {

  /** It ends before more would pay. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final List<String> HEARING_SIGINT = hearingSigint();

  private final Process process;
  private final StringBuilder output = new StringBuilder();

  /** One that does not end is ended, so that nobody reads for ever what it may print. */
  private final CompletableFuture<?> ended;

  private ForkedJvm(Process process) {
    this.process = process;
    var afterAMinute = CompletableFuture.delayedExecutor(1, TimeUnit.MINUTES);
    this.ended = CompletableFuture.runAsync(process::destroyForcibly, afterAMinute);
  }

  /**
   * What a shell runs in the background ignores SIGINT, and so does all that it starts: unless it
   * is started by this, where there is such an env.
   */
  private static List<String> hearingSigint() {
    var by = new ProcessBuilder("env", "--default-signal=INT", "true");
    try {
      return by.start().waitFor() == 0 ? by.command().subList(0, 2) : List.of();
    } catch (IOException noEnv) {
      return List.of();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static ForkedJvm start(Class<?> main, String... arguments) throws IOException {
    return start(SHORT_LIVED, main, arguments);
  }

  static ForkedJvm start(List<String> options, Class<?> main, String... arguments)
      throws IOException {
    var command = new ArrayList<>(HEARING_SIGINT);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new ForkedJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Reads what it prints until a line is this one. */
  void awaitLine(String awaited) throws IOException {
    var lines = process.inputReader();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      output.append(line).append('\n');
      if (line.equals(awaited)) {
        return;
      }
    }
    throw new AssertionError("It ended without printing " + awaited + ":\n" + output);
  }

  /** Sends it a signal, such as {@code TERM}. */
  void send(String signal) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("It could not be sent " + signal + "; it said:\n" + output);
    }
  }

  /** Waits for the end, and returns all that it printed. */
  String awaitEnd() throws IOException, InterruptedException {
    process.inputReader().lines().forEach(line -> output.append(line).append('\n'));
    process.waitFor();
    if (ended.isDone()) {
      throw new AssertionError("It does not end:\n" + output);
    }
    return output.toString();
  }

  int exitCode() {
    return process.exitValue();
  }

  @Override
  public void close() {
    ended.cancel(false);
    process.destroyForcibly();
  }
}
