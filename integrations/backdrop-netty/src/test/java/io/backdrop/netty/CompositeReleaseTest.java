package io.backdrop.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.backdrop.Disposer;
import io.backdrop.RetryPolicy;
import io.backdrop.TrashThread;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.IllegalReferenceCountException;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import io.netty.util.ResourceLeakTracker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A composite buffer is released a component at a time, where nobody else owns it. */
@Timeout(60)
class CompositeReleaseTest {

  private static final int MANY = 1_000;

  enum Allocator {
    POOLED(PooledByteBufAllocator.DEFAULT),
    UNPOOLED(UnpooledByteBufAllocator.DEFAULT);

    private final ByteBufAllocator allocator;

    Allocator(ByteBufAllocator allocator) {
      this.allocator = allocator;
    }

    List<ByteBuf> buffers(int count) {
      return IntStream.range(0, count).mapToObj(i -> buffer()).toList();
    }

    private ByteBuf buffer() {
      return allocator.directBuffer(16).writeZero(16);
    }

    CompositeByteBuf of(List<? extends ByteBuf> components) {
      var composite = allocator.compositeDirectBuffer(MANY);
      components.forEach(component -> composite.addComponent(true, component));
      return composite;
    }
  }

  /** On its thread, which belongs to the test: each call runs one turn. */
  private static ManualIoEventLoop loopOfThisThread() {
    return new ManualIoEventLoop(null, Thread.currentThread(), NioIoHandler.newFactory());
  }

  private static void close(ByteBuf buffer, BackdropStrategy strategy) {
    Disposer<ByteBuf> releasing = BackdropNetty.releasing();
    Backdrop.of(buffer, releasing, strategy).close();
  }

  @Test
  void anEventLoopAnswersWhileItIsReleased() {
    var components = Allocator.POOLED.buffers(MANY);
    var composite = Allocator.POOLED.of(components);
    var loop = loopOfThisThread();
    close(composite, BackdropNetty.eventLoop(loop, Duration.ofNanos(1)));

    int answers = 0;
    while (composite.refCnt() > 0) {
      var answered = loop.submit(() -> {});
      loop.runNow();
      answers += answered.isDone() && releasedInPart(components) ? 1 : 0;
    }

    assertThat(answers).isGreaterThan(MANY / 100);
    assertThat(components).allMatch(component -> component.refCnt() == 0);
  }

  private static boolean releasedInPart(List<ByteBuf> components) {
    return components.getFirst().refCnt() == 1 && components.getLast().refCnt() == 0;
  }

  @ParameterizedTest
  @EnumSource
  void aStepReleasesOneComponentAndTheLastOneTheComposite(Allocator allocator) throws Exception {
    var components = allocator.buffers(3);
    var composite = allocator.of(components);

    var release = Releasing.INSTANCE.begin(composite);

    assertThat(counts(components)).containsExactly(1, 1, 1);
    assertThat(release.step()).isTrue();
    assertThat(counts(components)).containsExactly(1, 1, 0);
    assertThat(release.step()).isTrue();
    assertThat(counts(components)).containsExactly(1, 0, 0);
    assertThat(release.step()).isTrue();
    assertThat(counts(components)).containsExactly(0, 0, 0);
    assertThat(composite.refCnt()).isEqualTo(1);
    assertThat(release.progress()).isEqualTo(1);
    assertThat(release.step()).isFalse();
    assertThat(composite.refCnt()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void whereNobodyTakesStepsAllIsReleased(Allocator allocator) {
    var components = allocator.buffers(MANY);
    var composite = allocator.of(components);

    try (var trash = TrashThread.start()) {
      close(composite, trash);
    }

    assertThat(composite.refCnt()).isZero();
    assertThat(counts(components)).containsOnly(0);
  }

  @Test
  void anEmptyOneIsReleased() {
    var composite = Unpooled.compositeBuffer();

    close(composite, Disposal::run);

    assertThat(composite.refCnt()).isZero();
  }

  @Test
  void itWeighsItsCapacity() {
    var closed = new ArrayList<Disposal>();

    close(Allocator.POOLED.of(Allocator.POOLED.buffers(3)), closed::add);

    assertThat(closed.getFirst().weight()).isEqualTo(48);
    closed.getFirst().run();
  }

  @ParameterizedTest
  @EnumSource
  void oneThatHasAnotherOwnerKeepsItsComponents(Allocator allocator) {
    var components = allocator.buffers(3);
    var composite = allocator.of(components);
    var duplicate = composite.retainedDuplicate();

    close(composite, Disposal::run);

    assertThat(counts(components)).containsExactly(1, 1, 1);
    assertThat(duplicate.readableBytes()).isEqualTo(48);
    assertThat(duplicate.getByte(47)).isZero();
    duplicate.release();
    assertThat(counts(components)).containsExactly(0, 0, 0);
  }

  @ParameterizedTest
  @EnumSource
  void aComponentThatHasAnotherOwnerIsGivenUpOnce(Allocator allocator) {
    var components = allocator.buffers(3);
    var slice = components.get(1).retainedSlice(4, 8);
    var duplicate = components.get(2).retainedDuplicate();
    var composite = allocator.of(components);

    close(composite, Disposal::run);

    assertThat(composite.refCnt()).isZero();
    assertThat(counts(components)).containsExactly(0, 1, 1);
    slice.release();
    duplicate.release();
    assertThat(counts(components)).containsExactly(0, 0, 0);
  }

  /** Of pooled buffers, such slices have a count of their own. */
  @ParameterizedTest
  @EnumSource
  void componentsThatShareABufferGiveItUpOnceEach(Allocator allocator) {
    var whole = allocator.buffers(1).getFirst();
    var slices = List.of(whole.readRetainedSlice(4), whole.readRetainedSlice(4));
    var composite = allocator.of(slices);

    close(composite, Disposal::run);

    assertThat(composite.refCnt()).isZero();
    assertThat(whole.refCnt()).isEqualTo(1);
    whole.release();
  }

  @Test
  void aCompositeInACompositeIsReleasedWithIt() {
    var components = Allocator.POOLED.buffers(3);
    var inner = Allocator.POOLED.of(components);

    close(Allocator.POOLED.of(List.of(inner)), Disposal::run);

    assertThat(inner.refCnt()).isZero();
    assertThat(counts(components)).containsExactly(0, 0, 0);
  }

  @Test
  void whatOnlyViewsACompositeOrCannotBeChangedIsReleasedAsAWhole() {
    var viewed = Allocator.POOLED.buffers(3);
    var fixed = Allocator.POOLED.buffers(3);

    close(Allocator.POOLED.of(viewed).slice(8, 8), Disposal::run);
    close(Unpooled.wrappedUnmodifiableBuffer(fixed.toArray(ByteBuf[]::new)), Disposal::run);

    assertThat(counts(viewed)).containsExactly(0, 0, 0);
    assertThat(counts(fixed)).containsExactly(0, 0, 0);
  }

  @Test
  void aSubclassReleasesItsComponentsItself() {
    var components = Allocator.POOLED.buffers(3);
    var lent = new Lent(components);

    close(lent, Disposal::run);

    assertThat(lent.refCnt()).isZero();
    assertThat(counts(components)).containsExactly(1, 1, 1);
    components.forEach(ByteBuf::release);
  }

  /** Keeps its components when it is released. */
  private static final class Lent extends CompositeByteBuf {

    Lent(List<ByteBuf> components) {
      super(PooledByteBufAllocator.DEFAULT, true, MANY, components);
    }

    @Override
    protected void deallocate() {}
  }

  @Test
  void whatASubclassWrapsIsNotItsOwn() {
    var components = Allocator.POOLED.buffers(3);
    var parent = Allocator.POOLED.of(components);

    close(new View(parent), Disposal::run);

    assertThat(counts(components)).containsExactly(1, 1, 1);
    assertThat(parent.release()).isTrue();
  }

  /** Has a count and components of its own. */
  private static final class View extends CompositeByteBuf {
    private final ByteBuf parent;

    View(ByteBuf parent) {
      super(PooledByteBufAllocator.DEFAULT, true, MANY);
      this.parent = parent;
    }

    @Override
    public ByteBuf unwrap() {
      return parent;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SIMPLE", "PARANOID"})
  void oneThatIsWatchedForLeaksIsKnownToBeReleased(Level level) throws Exception {
    var components = Allocator.POOLED.buffers(3);
    var watched = watched(level);
    watched.addComponents(components);

    close(watched, Disposal::run);

    assertThat(watched.refCnt()).isZero();
    assertThat(watched.unwrap().refCnt()).isZero();
    assertThat(counts(components)).containsExactly(0, 0, 0);
    assertThat(tracker(watched).close(watched.unwrap())).as("closed only now").isFalse();
  }

  /** Of the buffers that Netty makes, it picks those to be watched at random. */
  private static CompositeByteBuf watched(Level level) {
    var usual = ResourceLeakDetector.getLevel();
    ResourceLeakDetector.setLevel(level);
    try {
      var buffer = PooledByteBufAllocator.DEFAULT.compositeBuffer();
      while (buffer.unwrap() == null) {
        buffer.release();
        buffer = PooledByteBufAllocator.DEFAULT.compositeBuffer();
      }
      return buffer;
    } finally {
      ResourceLeakDetector.setLevel(usual);
    }
  }

  @SuppressWarnings("unchecked") // It tracks what it was made for.
  private static ResourceLeakTracker<ByteBuf> tracker(ByteBuf watched) throws Exception {
    var simple = Class.forName("io.netty.buffer.SimpleLeakAwareCompositeByteBuf");
    var field = simple.getDeclaredField("leak");
    field.setAccessible(true);
    return (ResourceLeakTracker<ByteBuf>) field.get(watched);
  }

  @Test
  void componentsThatFailKeepNoOtherFromBeingReleased() {
    var components = Allocator.POOLED.buffers(5);
    var composite = Allocator.POOLED.of(components);
    components.get(1).release(); // though the composite owns it
    components.get(3).release();

    assertThatThrownBy(() -> close(composite, Disposal::run))
        .isInstanceOf(IllegalReferenceCountException.class)
        .satisfies(thrown ->
            assertThat(thrown.getSuppressed())
                .singleElement()
                .isInstanceOf(IllegalReferenceCountException.class));

    assertThat(counts(components)).containsExactly(0, 0, 0, 0, 0);
    assertThat(composite.numComponents()).isEqualTo(2);
  }

  @Test
  void aComponentThatFailedIsReleasedByTheNextAttemptAlone() {
    var busy = new Busy();
    var others = Allocator.UNPOOLED.buffers(2);
    var composite = Allocator.UNPOOLED.of(List.of(others.getFirst(), busy, others.getLast()));
    Disposer<ByteBuf> releasing = BackdropNetty.releasing();
    var twice = releasing.retrying(RetryPolicy.of(2, Duration.ofMillis(1)));

    Backdrop.of(composite, twice, Disposal::run).close();

    assertThat(busy.attempts).isEqualTo(2);
    assertThat(busy.refCnt()).isZero();
    assertThat(counts(others)).containsExactly(0, 0);
    assertThat(composite.refCnt()).isZero();
  }

  /** Fails when it is released for the first time. */
  private static final class Busy extends UnpooledHeapByteBuf {
    private int attempts;

    Busy() {
      super(UnpooledByteBufAllocator.DEFAULT, 16, 16);
      writeZero(16);
    }

    @Override
    public boolean release() {
      if (++attempts == 1) {
        throw new IllegalStateException("busy, on purpose");
      }
      return super.release();
    }
  }

  private static List<Integer> counts(List<ByteBuf> buffers) {
    return buffers.stream().map(ByteBuf::refCnt).toList();
  }
}
