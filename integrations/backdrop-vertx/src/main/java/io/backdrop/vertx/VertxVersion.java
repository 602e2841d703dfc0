package io.backdrop.vertx;

import io.vertx.core.Vertx;

/** Stops at once where an older Vert.x is found, instead of somewhere at the first close. */
final class VertxVersion {

  /** Came with 5. */
  private static final String NEW_TYPE = "io.vertx.core.Completable";

  private VertxVersion() {}

  static void check() {
    check(VertxVersion.class.getClassLoader());
  }

  static void check(ClassLoader loader) {
    try {
      Class.forName(NEW_TYPE, false, loader);
    } catch (ClassNotFoundException old) {
      var found = Vertx.class.getPackage().getImplementationVersion();
      throw new IllegalStateException(
          "backdrop-vertx needs Vert.x 5 or newer; found %s; update vertx-core"
              .formatted(found == null ? "an older one" : found),
          old);
    }
  }
}
