package io.backdrop.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.backdrop.Backdrop;
import io.backdrop.Disposal;
import io.backdrop.Disposer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.buffer.DefaultByteBufHolder;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import io.netty.util.concurrent.NonStickyEventExecutorGroup;
import io.netty.util.concurrent.UnorderedThreadPoolEventExecutor;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class BackdropNettyTest {

  private final ArrayList<Disposal> closed = new ArrayList<>();

  @Test
  void aBufferWeighsItsCapacityAndIsReleased() {
    var buffer = PooledByteBufAllocator.DEFAULT.directBuffer(4096);
    Disposer<ByteBuf> releasing = BackdropNetty.releasing();

    Backdrop.of(buffer, releasing, closed::add).close();

    assertThat(closed.getFirst().weight()).isEqualTo(4096);
    closed.getFirst().run();
    assertThat(buffer.refCnt()).isZero();
  }

  @Test
  void whatHoldsABufferWeighsAsMuch() {
    var holder = new DefaultByteBufHolder(PooledByteBufAllocator.DEFAULT.buffer(512));
    Disposer<ByteBufHolder> releasing = BackdropNetty.releasing();

    Backdrop.of(holder, releasing, closed::add).close();

    assertThat(closed.getFirst().weight()).isEqualTo(512);
    closed.getFirst().run();
    assertThat(holder.refCnt()).isZero();
  }

  @Test
  void oneReferenceOfSeveralIsGivenUp() {
    var counted =
        new AbstractReferenceCounted() {
          @Override
          protected void deallocate() {}

          @Override
          public ReferenceCounted touch(Object hint) {
            return this;
          }
        };
    counted.retain();

    Backdrop.of(counted, BackdropNetty.releasing(), Disposal::run).close();

    assertThat(counted.refCnt()).isEqualTo(1);
  }

  @Test
  void eventLoopsAreThreadsThatMustNotBlock() throws Exception {
    try (var loops = new Loops(2);
        var others = new Loops(1)) {
      var onThread = BackdropNetty.onThreadOf(loops.group());

      assertThat(onThread.getAsBoolean()).isFalse();
      assertThat(loops.first().submit(onThread::getAsBoolean).get()).isTrue();
      assertThat(others.first().submit(onThread::getAsBoolean).get()).isFalse();
    }
  }

  @Test
  @SuppressWarnings("deprecation") // Netty has no other executor that has more than one thread.
  void aGroupWhoseExecutorsDoNotKnowTheirThreadsIsRefused() {
    var pool = new UnorderedThreadPoolEventExecutor(1);
    var group = new NonStickyEventExecutorGroup(pool);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> BackdropNetty.onThreadOf(group))
        .withMessageContaining("do not know their threads");
    pool.shutdownNow();
  }

  @Test
  void anOlderNettyIsRefusedByItsVersion() {
    var without42 = new ClassLoader(null) {};

    assertThatIllegalStateException()
        .isThrownBy(() -> NettyVersion.check(without42))
        .withMessageContaining("needs Netty 4.2 or newer");
  }
}
