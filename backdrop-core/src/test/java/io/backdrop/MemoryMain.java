package io.backdrop;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/** Lets go of more direct memory than there is, while the trash thread stands still. */
final class MemoryMain {

  private static final int MEGABYTE = 1 << 20;

  private MemoryMain() {}

  public static void main(String[] arguments) throws Exception {
    var trash = TrashThread.start();
    var begun = new CountDownLatch(1);
    Disposer<String> hanging =
        value -> {
          begun.countDown();
          new CountDownLatch(1).await();
        };
    Backdrop.of("hanging", hanging, trash).close();
    begun.await();
    // What is let go of the garbage collector frees, where memory is short.
    Disposer<ByteBuffer> lettingGo = Disposer.<ByteBuffer>none().weighing(ByteBuffer::capacity);
    for (int i = 0; i < 200; i++) {
      Backdrop.of(ByteBuffer.allocateDirect(MEGABYTE), lettingGo, trash).close();
    }
    System.out.println("in caller: " + trash.stats().inCaller());
    Runtime.getRuntime().halt(0);
  }
}
