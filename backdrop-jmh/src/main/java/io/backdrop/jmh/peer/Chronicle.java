package io.backdrop.jmh.peer;

import net.openhft.chronicle.core.io.BackgroundResourceReleaser;

/** The one thread of Chronicle-Core that closes in the background, as many as find room. */
final class Chronicle {

  private Chronicle() {}

  static Target start() {
    return new Tasks(
        BackgroundResourceReleaser::run,
        BackgroundResourceReleaser::releasePendingResources,
        () -> {});
  }
}
