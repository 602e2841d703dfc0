package io.backdrop.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The jar as users run it, in a JVM of its own. */
final class ForkedCli implements AutoCloseable {

  private static final String JAR = System.getProperty("backdrop.cli.jar", "");

  private static final List<String> HEARING_SIGINT = hearingSigint();

  private final Process process;
  private final Path out;
  private final Path err;

  private ForkedCli(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
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

  /** Starts the jar; its output goes to files in the directory. */
  static ForkedCli start(Path directory, String... args) throws IOException {
    return startJar(Path.of(JAR), directory, args);
  }

  /** Starts another copy of the jar. */
  static ForkedCli startJar(Path jar, Path directory, String... args) throws IOException {
    return launch(directory, List.of("-jar", jar.toString()), args);
  }

  /** Starts the jar with a further option for its JVM. */
  static ForkedCli startWithOption(String option, Path directory, String... args)
      throws IOException {
    return launch(directory, List.of(option, "-jar", JAR), args);
  }

  /** Starts the jar for a user of that language and country. */
  static ForkedCli startIn(Locale locale, Path directory, String... args) throws IOException {
    return launch(
        directory,
        List.of(
            "-Duser.language=" + locale.getLanguage(),
            "-Duser.country=" + locale.getCountry(),
            "-jar",
            JAR),
        args);
  }

  /** Starts the jar with some of its classes replaced by those in another directory. */
  static ForkedCli startWith(Path classes, Path directory, String... args) throws IOException {
    var classPath = classes + File.pathSeparator + JAR;
    return launch(
        directory,
        List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath, Main.class.getName()),
        args);
  }

  /** Starts the jar as a terminal does: in a process group of its own, which Ctrl-C goes to. */
  static ForkedCli startGroup(Path directory, String... args) throws IOException {
    return startBy(List.of("setsid"), directory, args);
  }

  /** Starts the jar by a command that takes a command line, such as env. */
  static ForkedCli startBy(List<String> command, Path directory, String... args)
      throws IOException {
    return launch(directory, command, List.of("-jar", JAR), args);
  }

  /** The class path to compile against the jar. */
  static String jar() {
    return JAR;
  }

  private static ForkedCli launch(Path directory, List<String> how, String... args)
      throws IOException {
    return launch(directory, List.of(), how, args);
  }

  private static ForkedCli launch(Path directory, List<String> by, List<String> how, String... args)
      throws IOException {
    var command = new ArrayList<String>(by);
    command.addAll(HEARING_SIGINT);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(directory.resolve("tmp")));
    command.add("-XX:TieredStopAtLevel=1"); // It ends before more would pay.
    command.add("-Dstdout.encoding=UTF-8");
    command.addAll(how);
    command.addAll(List.of(args));
    var out = directory.resolve("out");
    var err = directory.resolve("err");
    var process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new ForkedCli(process, out, err);
  }

  /** Waits for the end, and returns the exit code. */
  int exitCode() {
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        throw new AssertionError("It does not end. Its error output:\n" + err());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
