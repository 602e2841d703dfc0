package io.backdrop.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.Disposal;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CurrentEventLoopTest {

  @Test
  void eachLoopReleasesWhatItCloses() throws Exception {
    var elsewhere = new ArrayList<Disposal>();
    try (var loops = new Loops(3)) {
      var strategy = BackdropNetty.currentEventLoop(loops.group(), elsewhere::add);
      for (var executor : loops.group()) {
        var loop = (EventLoop) executor;
        var released = new LinkedBlockingQueue<Boolean>();
        loop.execute(
            () -> Backdrop.of("v", v -> released.add(loop.inEventLoop()), strategy).close());

        assertThat(released.poll(30, TimeUnit.SECONDS)).isTrue();
      }
    }
    assertThat(elsewhere).isEmpty();
  }

  @Test
  void whatOthersCloseGoesElsewhere() throws Exception {
    var elsewhere = new ArrayList<Disposal>();
    try (var loops = new Loops(2)) {
      var strategy = BackdropNetty.currentEventLoop(loops.group(), elsewhere::add);

      Backdrop.of("value", value -> {}, strategy).close();
    }
    assertThat(elsewhere).hasSize(1);
  }
}
