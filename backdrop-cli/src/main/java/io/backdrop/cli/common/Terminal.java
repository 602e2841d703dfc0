package io.backdrop.cli.common;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/** Whether somebody is looking, and on what. */
public final class Terminal {

  /** A narrower one would wrap what is to be redrawn in one line. */
  static final int LEAST_COLUMNS = 80;

  private static final int STDERR = 2;

  /**
   * The number of that request on Linux and elsewhere; where it is another one, there is no bar.
   */
  private static final long TIOCGWINSZ =
      System.getProperty("os.name").startsWith("Linux") ? 0x5413 : 0x40087468;

  private static final FunctionDescriptor IOCTL =
      FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);

  private Terminal() {}

  /**
   * Whether the error stream is a terminal on which a line can be redrawn. By the C library, for
   * the JDK can tell only of input and output together, and nothing of the width.
   */
  @SuppressWarnings("restricted") // The signature is that of ioctl.
  public static boolean canRedrawStderr() {
    var linker = Linker.nativeLinker();
    return !isDumb(System.getenv().getOrDefault("TERM", "dumb"))
        && linker
            .defaultLookup()
            .find("ioctl")
            .map(at -> linker.downcallHandle(at, IOCTL, Linker.Option.firstVariadicArg(2)))
            .filter(Terminal::isWideEnough)
            .isPresent();
  }

  private static boolean isDumb(String terminal) {
    return terminal.isEmpty() || terminal.equals("dumb");
  }

  /** What is no terminal does not answer; one that does not know its width says that it is 0. */
  private static boolean isWideEnough(MethodHandle ioctl) {
    try (var arena = Arena.ofConfined()) {
      var rowsAndColumns = arena.allocate(JAVA_SHORT, 4);
      int failure = (int) ioctl.invokeExact(STDERR, TIOCGWINSZ, rowsAndColumns);
      int columns = Short.toUnsignedInt(rowsAndColumns.getAtIndex(JAVA_SHORT, 1));
      return failure == 0 && (columns == 0 || columns >= LEAST_COLUMNS);
    } catch (Throwable impossible) {
      throw new AssertionError("ioctl does not throw", impossible);
    }
  }
}
