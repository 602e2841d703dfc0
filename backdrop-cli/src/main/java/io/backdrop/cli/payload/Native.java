package io.backdrop.cli.payload;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * C's {@code malloc} and {@code free}, on bare addresses: a segment for each of millions of strings
 * would weigh more than the strings.
 */
@SuppressWarnings("restricted") // Addresses are only those that malloc gave and free was not given.
final class Native {

  /** All memory there is, so that an address is an offset. */
  private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  // Critical, which spares the change of thread state: both are short and never call back.
  private static final MethodHandle MALLOC =
      function("malloc", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
  private static final MethodHandle FREE = function("free", FunctionDescriptor.ofVoid(JAVA_LONG));

  private Native() {}

  private static MethodHandle function(String name, FunctionDescriptor signature) {
    var linker = Linker.nativeLinker();
    var address = linker.defaultLookup().findOrThrow(name);
    return linker.downcallHandle(address, signature, Linker.Option.critical(false));
  }

  /**
   * The decimal digits of a number as a C string of its own.
   *
   * @throws OutOfMemoryError when the system has no memory to give
   */
  static long decimalString(int number) {
    int digits = digits(number);
    long address = malloc(digits + 1L);
    int rest = number;
    for (int i = digits - 1; i >= 0; i--) {
      MEMORY.set(JAVA_BYTE, address + i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    MEMORY.set(JAVA_BYTE, address + digits, (byte) 0);
    return address;
  }

  /** The first character of the C string at an address. */
  static byte firstAt(long address) {
    return MEMORY.get(JAVA_BYTE, address);
  }

  /** The C string at an address. */
  static String stringAt(long address) {
    return MEMORY.getString(address);
  }

  private static int digits(int number) {
    int digits = 1;
    for (int rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return digits;
  }

  private static long malloc(long bytes) {
    long address;
    try {
      address = (long) MALLOC.invokeExact(bytes);
    } catch (Throwable impossible) {
      throw new AssertionError("malloc does not throw", impossible);
    }
    if (address == 0) {
      throw new OutOfMemoryError("malloc gave no memory");
    }
    return address;
  }

  /** Gives back what {@link #decimalString} took. */
  static void free(long address) {
    try {
      FREE.invokeExact(address);
    } catch (Throwable impossible) {
      throw new AssertionError("free does not throw", impossible);
    }
  }
}
