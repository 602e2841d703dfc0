package io.backdrop.cli;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that measures one row, and a directory for it to work in. Neither outlives {@link #close},
 * nor this JVM, however it ends short of being killed.
 */
final class ChildJvm implements AutoCloseable {

  private final Thread hook = Thread.ofPlatform().unstarted(this::end);
  private @Nullable Process process;
  private @Nullable Path directory;
  private boolean ended;

  /** Starts the JVM. */
  Process start(Settings settings, Row row) throws IOException, Failure {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      throw Failure.interrupted();
    }
    return begin(settings, row);
  }

  private synchronized Process begin(Settings settings, Row row) throws IOException, Failure {
    if (ended) {
      throw Failure.interrupted();
    }
    var workplace = Files.createTempDirectory("backdrop-");
    directory = workplace;
    var started = new ProcessBuilder(command(settings, row, workplace)).start();
    process = started;
    return started;
  }

  private static List<String> command(Settings settings, Row row, Path workplace) throws Failure {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ownTuning());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(classPath(row));
    command.add(RowMain.class.getName());
    command.add(row.id());
    command.add(settings.payload().id());
    command.add(Integer.toString(settings.size()));
    command.add(Integer.toString(settings.runs()));
    command.add(workplace.toString());
    return command;
  }

  private static String classPath(Row row) throws Failure {
    var own = System.getProperty("java.class.path");
    return row.isOfRuntime() ? own + File.pathSeparator + RuntimeLibraries.classPath() : own;
  }

  /** The user's -Xmx, -XX and the like: measured is the JVM that they chose, else a plain one. */
  private static List<String> ownTuning() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-X"))
        .toList();
  }

  /** Whether the JVM was ended from outside: by the end of this one, or by the same Ctrl-C. */
  synchronized boolean wasInterrupted(int exitCode) {
    return ended || exitCode == 128 + 2 || exitCode == 128 + 15;
  }

  private synchronized void end() {
    ended = true;
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
    if (directory != null) {
      deleteTree(directory);
    }
  }

  private static void deleteTree(Path root) {
    try (var paths = Files.walk(root)) {
      for (var path : paths.toList().reversed()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | RuntimeException e) {
      System.err.println("The temporary directory " + root + " was not deleted: " + e);
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
