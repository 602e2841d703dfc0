package io.backdrop.netty;

import io.netty.util.Version;

/** Stops at once where an older Netty is found, instead of somewhere at the first close. */
final class NettyVersion {

  /** Came with 4.2. */
  private static final String NEW_TYPE = "io.netty.channel.IoEventLoop";

  private NettyVersion() {}

  static void check() {
    check(NettyVersion.class.getClassLoader());
  }

  static void check(ClassLoader loader) {
    try {
      Class.forName(NEW_TYPE, false, loader);
    } catch (ClassNotFoundException old) {
      throw new IllegalStateException(
          "backdrop-netty needs Netty 4.2 or newer; found " + found(loader) + "; update it", old);
    }
  }

  private static String found(ClassLoader loader) {
    var version = Version.identify(loader).get("netty-common");
    return version == null ? "one of unknown version" : version.artifactVersion();
  }
}
