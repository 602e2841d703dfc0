package io.backdrop.jmh;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** C's memory, in blocks of one size. */
@SuppressWarnings("restricted") // Addresses are only those that malloc gave and free was not given.
final class NativeMemory {

  private static final long BYTES = 24;

  private static final MethodHandle MALLOC =
      function("malloc", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
  private static final MethodHandle FREE = function("free", FunctionDescriptor.ofVoid(JAVA_LONG));

  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private NativeMemory() {}

  private static MethodHandle function(String name, FunctionDescriptor signature) {
    var linker = Linker.nativeLinker();
    var address = linker.defaultLookup().findOrThrow(name);
    return linker.downcallHandle(address, signature, Linker.Option.critical(false));
  }

  static long allocate() {
    try {
      return (long) MALLOC.invokeExact(BYTES);
    } catch (Throwable impossible) {
      throw new AssertionError("malloc does not throw", impossible);
    }
  }

  static void free(long block) {
    try {
      FREE.invokeExact(block);
    } catch (Throwable impossible) {
      throw new AssertionError("free does not throw", impossible);
    }
  }

  static long read(long block) {
    return ALL.get(JAVA_LONG, block);
  }

  static void write(long block, long content) {
    ALL.set(JAVA_LONG, block, content);
  }
}
