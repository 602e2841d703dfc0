package io.backdrop.cli.common;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;

/** Whether somebody is looking. */
public final class Terminal {

  private static final int STDERR = 2;

  private Terminal() {}

  /** By the C library, for the JDK can tell only of input and output together. */
  @SuppressWarnings("restricted") // The signature is that of isatty.
  public static boolean isStderr() {
    var linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("isatty")
        .map(isatty -> linker.downcallHandle(isatty, FunctionDescriptor.of(JAVA_INT, JAVA_INT)))
        .map(isatty -> {
          try {
            return (int) isatty.invokeExact(STDERR) != 0;
          } catch (Throwable impossible) {
            throw new AssertionError("isatty does not throw", impossible);
          }
        })
        .orElse(false);
  }
}
