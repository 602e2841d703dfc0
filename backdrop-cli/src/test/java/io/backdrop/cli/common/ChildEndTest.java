package io.backdrop.cli.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChildEndTest {

  @Test
  void whereMemoryIsShortTheAdviceIsThatOfTheCommand() {
    var heap = new OutOfMemoryError("Java heap space");

    assertThat(ChildEnd.shortage(heap, "give fewer --entries"))
        .isEqualTo("Out of memory: Java heap space; give fewer --entries");
  }

  /** The words are those of HotSpot. */
  @Test
  void whereThreadsAreShortItIsToHaveMoreOfThem() {
    var threads =
        new OutOfMemoryError(
            "unable to create native thread: possibly out of memory or process/resource limits reached");

    assertThat(ChildEnd.shortage(threads, "give fewer --entries"))
        .startsWith("No more threads: unable to create native thread")
        .endsWith("; end other programs, or raise the limit (ulimit -u, or that of a container)");
  }
}
