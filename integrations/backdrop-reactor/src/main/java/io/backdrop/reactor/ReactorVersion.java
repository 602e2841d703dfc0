package io.backdrop.reactor;

import reactor.core.scheduler.Scheduler;

/** Stops at once where an older Reactor is found, instead of somewhere at the first close. */
final class ReactorVersion {

  /** Came with 3.5. */
  private static final String NEW_TYPE = "reactor.core.observability.SignalListener";

  private ReactorVersion() {}

  static void check() {
    check(ReactorVersion.class.getClassLoader());
  }

  static void check(ClassLoader loader) {
    try {
      Class.forName(NEW_TYPE, false, loader);
    } catch (ClassNotFoundException old) {
      var found = Scheduler.class.getPackage().getImplementationVersion();
      throw new IllegalStateException(
          "backdrop-reactor needs Reactor 3.5 or newer; found %s; update reactor-core"
              .formatted(found == null ? "one of unknown version" : found),
          old);
    }
  }
}
