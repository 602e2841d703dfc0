package io.backdrop;

import java.util.concurrent.ThreadFactory;

/** Platform threads that keep no JVM alive. */
final class DaemonThreads {

  private DaemonThreads() {}

  /** They take along nothing of what the thread that starts them carries: they may outlive it. */
  static ThreadFactory named(String name) {
    return Thread.ofPlatform().name(name).daemon().inheritInheritableThreadLocals(false).factory();
  }
}
