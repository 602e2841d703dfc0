package io.backdrop.vertx;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.Callable;

/** Collecting garbage until something has come of it. */
final class GarbageCollection {

  /** After that time more may be garbage than before, in milliseconds. */
  private static final long AGAIN = 100;

  private GarbageCollection() {}

  /** Waits until what this makes is garbage, and found to be; for as long as that takes. */
  static void awaitEndOf(Callable<?> making) throws Exception {
    var collected = new ReferenceQueue<Object>();
    var made = new PhantomReference<Object>(making.call(), collected);
    do {
      System.gc();
    } while (collected.remove(AGAIN) == null);
    Reference.reachabilityFence(made);
  }
}
