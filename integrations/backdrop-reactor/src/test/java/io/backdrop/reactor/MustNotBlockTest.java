package io.backdrop.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Which threads Reactor wants not to block. */
@Timeout(60)
class MustNotBlockTest {

  @Test
  void thoseOfParallelAndSingle() {
    assertThat(mustNotBlock(Schedulers.parallel())).isTrue();
    assertThat(mustNotBlock(Schedulers.single())).isTrue();
  }

  @Test
  void notThoseOfBoundedElasticNorAnyOther() {
    assertThat(mustNotBlock(Schedulers.boundedElastic())).isFalse();
    assertThat(BackdropReactor.mustNotBlock().getAsBoolean()).isFalse();
  }

  private static boolean mustNotBlock(Scheduler scheduler) {
    var onThread = BackdropReactor.mustNotBlock();
    return Mono.fromCallable(onThread::getAsBoolean).subscribeOn(scheduler).block();
  }
}
