package io.backdrop.jmh;

import org.openjdk.jmh.infra.Blackhole;

/** What takes time to release, and nothing that another thread could want at that time. */
final class Computation implements AutoCloseable {

  /** What JMH counts a computation in. */
  static final int TOKENS = 100;

  @Override
  public void close() {
    Blackhole.consumeCPU(TOKENS);
  }
}
