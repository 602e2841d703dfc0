package io.backdrop.jmh;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/** A small block of C's memory: about the cheapest thing there is that has to be released. */
@SuppressWarnings("restricted") // Addresses are only those that malloc gave and free was not given.
final class NativeBlock implements AutoCloseable {

  private static final long BYTES = 24;

  private static final MethodHandle MALLOC =
      function("malloc", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
  private static final MethodHandle FREE = function("free", FunctionDescriptor.ofVoid(JAVA_LONG));

  private final long address;

  NativeBlock() {
    try {
      address = (long) MALLOC.invokeExact(BYTES);
    } catch (Throwable impossible) {
      throw new AssertionError("malloc does not throw", impossible);
    }
  }

  private static MethodHandle function(String name, FunctionDescriptor signature) {
    var linker = Linker.nativeLinker();
    var address = linker.defaultLookup().findOrThrow(name);
    return linker.downcallHandle(address, signature, Linker.Option.critical(false));
  }

  @Override
  public void close() {
    try {
      FREE.invokeExact(address);
    } catch (Throwable impossible) {
      throw new AssertionError("free does not throw", impossible);
    }
  }
}
