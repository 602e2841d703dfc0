package io.backdrop.jmh.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is measured does its work: a peer that loses values would be a cheap one. */
@Timeout(60)
class PeerTest {

  private static final int VALUES = 10_000;

  private final AtomicInteger released = new AtomicInteger();

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"empty", "floor", "leak"})
  void releasesEachValueOnceBeforeAFlushReturns(Peer peer) throws Exception {
    try (var target = peer.start()) {
      closeAll(handles(target));
      target.flush();
      assertThat(released).hasValue(VALUES);
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"empty", "floor", "leak", "trashQueue"})
  void takesValuesFromTwoThreads(Peer peer) throws Exception {
    try (var target = peer.start()) {
      var mine = handles(target);
      var others = handles(target);
      var second = Thread.ofPlatform().start(() -> closeAll(others));
      closeAll(mine);
      second.join();
      target.flush();
      assertThat(released).hasValue(2 * VALUES);
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "trashThread",
        "claimedXadd",
        "claimedArray",
        "claimedLinked",
        "claimedBlocking",
        "bareQueue",
        "stack",
        "oneLine"
      })
  void isHandedAValueOnceWhoeverClosesAgain(Peer peer) throws Exception {
    try (var target = peer.start()) {
      var handle = target.handle(released::incrementAndGet);
      handle.close();
      handle.close();
      target.flush();
      assertThat(released).hasValue(1);
    }
  }

  private AutoCloseable[] handles(Target target) {
    var handles = new AutoCloseable[VALUES];
    for (int i = 0; i < VALUES; i++) {
      handles[i] = target.handle(released::incrementAndGet);
    }
    return handles;
  }

  private static void closeAll(AutoCloseable[] handles) {
    for (var handle : handles) {
      try {
        handle.close();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }
}
