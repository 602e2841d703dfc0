package io.backdrop.cli.common;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Why the command ends without success: one line for the user, and an exit code. */
public final class Failure extends Exception {

  private static final long serialVersionUID = 1L;

  /** What shells say of a command that was ended by Ctrl-C. */
  private static final int INTERRUPTED = 130;

  private final int exitCode;

  public Failure(String message) {
    this(message, 1);
  }

  private Failure(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** Says nothing: whoever interrupted the command knows. */
  public static Failure interrupted() {
    return new Failure("", INTERRUPTED);
  }

  /** Something that may fail. */
  public interface Attempt {

    void make() throws Failure;
  }

  /**
   * Makes all of these attempts, whichever of them fail.
   *
   * @throws Failure in the end, when any has failed: what each of them says, and the exit code of
   *     the first
   */
  public static void afterAll(Attempt... attempts) throws Failure {
    var failures = new ArrayList<Failure>();
    for (var attempt : attempts) {
      try {
        attempt.make();
      } catch (Failure e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      var said = failures.stream().map(Failure::text).filter(Predicate.not(String::isEmpty));
      throw new Failure(said.collect(Collectors.joining("; ")), failures.getFirst().exitCode);
    }
  }

  public int exitCode() {
    return exitCode;
  }

  public String text() {
    var message = getMessage();
    return message == null ? "" : message;
  }

  /** What is wrong with a name that no file can have, and what to do, without the name. */
  public static String reason(InvalidPathException e) {
    return "not all of it can be written in %s, the encoding of this process; set another, such as by LC_ALL=C.UTF-8"
        .formatted(System.getProperty("native.encoding"));
  }

  /** What went wrong with a file, without its name, which the caller has said. */
  public static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such directory";
      case AccessDeniedException _ -> "permission denied";
      case FileSystemException file when file.getReason() != null -> file.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
