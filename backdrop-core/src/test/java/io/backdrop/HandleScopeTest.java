package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backdrop.HandleScope.OpenHandle;
import io.backdrop.LeakDetection.Level;
import io.backdrop.testkit.Together;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a {@link HandleScope} records. */
@Timeout(60)
class HandleScopeTest {

  private static Backdrop<String> backdrop() {
    return Backdrop.of("value", Disposer.none(), BackdropStrategy.trivial());
  }

  private static Arc<Integer> arc() {
    return Arc.of(1, Disposer.none(), BackdropStrategy.trivial());
  }

  private static UniqueArc<Long> unique() {
    return UniqueArc.of(1L, Disposer.none(), BackdropStrategy.trivial());
  }

  @ParameterizedTest
  @EnumSource
  void openHandlesAreListedAsTheyWereMadeAtAnyLevel(Level level) {
    var before = LeakDetection.level();
    LeakDetection.setLevel(level);
    try (var scope = HandleScope.open()) {
      try (var backdrop = backdrop();
          var arc = arc();
          var unique = unique()) {
        assertThat(scope.openHandles())
            .extracting(OpenHandle::type)
            .containsExactly(String.class, Integer.class, Long.class);
      }
      assertThat(scope.openHandles()).isEmpty();
    } finally {
      LeakDetection.setLevel(before);
    }
  }

  @Test
  void itSaysWhereAHandleWasMade() {
    try (var scope = HandleScope.open();
        var backdrop = backdrop()) {
      var made = scope.openHandles().get(0).made();

      assertThat(made).hasMessageContaining("java.lang.String").hasMessageContaining("made here");
      assertThat(made.getStackTrace()[1].getMethodName()).isEqualTo("backdrop");
    }
  }

  @Test
  void eachHandleOfASharedValueCounts() {
    try (var scope = HandleScope.open()) {
      var arc = arc();
      var second = arc.share();
      arc.close();

      assertThat(scope.openHandles()).hasSize(1);

      second.close();
      assertThat(scope.openHandles()).isEmpty();
    }
  }

  @Test
  void aHandleThatBecameAnotherIsReplacedByIt() {
    try (var scope = HandleScope.open()) {
      var moved = backdrop().withStrategy(BackdropStrategy.leak());
      var shared = unique().share();
      var unique = arc().tryUnique().orElseThrow();

      assertThat(scope.openHandles()).hasSize(3);

      moved.unwrap();
      shared.close();
      unique.close();
      assertThat(scope.openHandles()).isEmpty();
    }
  }

  @Test
  void whatWasWrappedBeforeOrAfterDoesNotCount() {
    try (var before = arc()) {
      var scope = HandleScope.open();
      var shared = before.share();
      assertThat(scope.openHandles()).isEmpty();

      scope.close();
      scope.close();

      var after = backdrop();
      assertThat(scope.openHandles()).isEmpty();
      after.close();
      shared.close();
    }
  }

  @Test
  void whatIsMovedAfterItsScopeWasClosedDoesNotCount() {
    var scope = HandleScope.open();
    var backdrop = backdrop();
    scope.close();

    try (var moved = backdrop.withStrategy(BackdropStrategy.leak())) {
      assertThat(scope.openHandles()).isEmpty();
    }
  }

  @Test
  void whatIsLeftOpenForLackOfStackStillCounts() {
    try (var scope = HandleScope.open()) {
      leaveOpen();

      assertThat(scope.openHandles()).hasSize(1);
    }
  }

  @Test
  void butNotOnceItsStrategyHasReleasedItAllTheSame() {
    try (var scope = HandleScope.open()) {
      leaveOpen().run();

      assertThat(scope.openHandles()).isEmpty();
    }
  }

  /** Closes one onto a strategy that takes the value, and then has no stack to say so. */
  private static Disposal leaveOpen() {
    var taken = new AtomicReference<Disposal>();
    var backdrop =
        Backdrop.of(
            "value",
            Disposer.none(),
            disposal -> {
              taken.set(disposal);
              throw new StackOverflowError("on purpose");
            });
    assertThatThrownBy(backdrop::close).isInstanceOf(StackOverflowError.class);
    return taken.get();
  }

  @Test
  void aThreadStartedMeanwhileIsInTheScope() throws Exception {
    try (var scope = HandleScope.open();
        var platform = Executors.newSingleThreadExecutor();
        var virtual = Executors.newVirtualThreadPerTaskExecutor()) {
      var backdrops =
          List.of(
              platform.submit(HandleScopeTest::backdrop).get(),
              virtual.submit(HandleScopeTest::backdrop).get());

      assertThat(scope.openHandles()).hasSize(2);
      backdrops.forEach(Backdrop::close);
      assertThat(scope.openHandles()).isEmpty();
    }
  }

  @Test
  void aThreadStartedMeanwhileLeavesTheScopeWhenThatIsClosed() throws Exception {
    try (var executor = Executors.newSingleThreadExecutor();
        var outer = HandleScope.open()) {
      try (var inner = HandleScope.open()) {
        of(executor, HandleScopeTest::backdrop).close();
      }
      try (var backdrop = of(executor, HandleScopeTest::backdrop)) {
        assertThat(outer.openHandles()).hasSize(1);
      }
    }
  }

  @Test
  void aThreadStartedBeforeIsNot() throws Exception {
    try (var executor = Executors.newSingleThreadExecutor()) {
      of(executor, Thread::currentThread);
      try (var scope = HandleScope.open();
          var backdrop = of(executor, HandleScopeTest::backdrop)) {
        assertThat(scope.openHandles()).isEmpty();
      }
    }
  }

  @Test
  void butTheHandlesThatItMakesOnAValueOfTheScopeAre() throws Exception {
    try (var executor = Executors.newSingleThreadExecutor()) {
      of(executor, Thread::currentThread);
      try (var scope = HandleScope.open();
          var arc = arc()) {
        var shared = of(executor, arc::share);
        assertThat(scope.openHandles()).hasSize(2);
        shared.close();
        assertThat(scope.openHandles()).hasSize(1);
      }
    }
  }

  @Test
  void theWorkersOfAForkJoinPoolAreNot() throws Exception {
    try (var scope = HandleScope.open();
        var pool = new ForkJoinPool(1);
        var backdrop = of(pool, HandleScopeTest::backdrop)) {
      assertThat(scope.openHandles()).isEmpty();
    }
  }

  @Test
  void norAreTheyInTheOuterOneOfTwo() throws Exception {
    try (var outer = HandleScope.open();
        var inner = HandleScope.open();
        var pool = new ForkJoinPool(1);
        var backdrop = of(pool, HandleScopeTest::backdrop)) {
      assertThat(inner.openHandles()).isEmpty();
      assertThat(outer.openHandles()).isEmpty();
    }
  }

  @Test
  void butOneThatOpensAScopeIsInIt() throws Exception {
    try (var pool = new ForkJoinPool(1)) {
      int open =
          of(
              pool,
              () -> {
                try (var scope = HandleScope.open();
                    var backdrop = backdrop()) {
                  return scope.openHandles().size();
                }
              });
      assertThat(open).isEqualTo(1);
    }
  }

  private static <V> V of(ExecutorService executor, Callable<V> task) throws Exception {
    return executor.submit(task).get();
  }

  @Test
  void aHandleBelongsToTheInnermostScope() {
    try (var outer = HandleScope.open()) {
      try (var inner = HandleScope.open();
          var backdrop = backdrop()) {
        assertThat(inner.openHandles()).hasSize(1);
        assertThat(outer.openHandles()).isEmpty();
      }
      try (var backdrop = backdrop()) {
        assertThat(outer.openHandles()).hasSize(1);
      }
    }
  }

  @Test
  void scopesMayBeClosedInAnyOrder() {
    var outer = HandleScope.open();
    var inner = HandleScope.open();
    outer.close();
    try (var backdrop = backdrop()) {
      assertThat(inner.openHandles()).hasSize(1);
    }
    inner.close();
    try (var backdrop = backdrop();
        var fresh = HandleScope.open()) {
      assertThat(fresh.openHandles()).isEmpty();
    }
  }

  @Test
  void anotherThreadMayCloseIt() throws Exception {
    var scope = HandleScope.open();
    Thread.ofVirtual().start(scope::close).join();

    try (var backdrop = backdrop()) {
      assertThat(scope.openHandles()).isEmpty();
    }
  }

  @Test
  void aScopeIsNotKeptOnceItIsClosed() {
    var closed = openAndClose();

    GarbageCollection.untilTrue(() -> closed.refersTo(null));
  }

  private static WeakReference<ScopeWatcher> openAndClose() {
    var scope = ScopeWatcher.open();
    scope.close();
    return new WeakReference<>(scope);
  }

  @Test
  void scopesThatAnotherThreadClosedAreNotKept() throws Exception {
    try (var closer = Executors.newSingleThreadExecutor()) {
      of(closer, Thread::currentThread); // Before there is a scope to inherit.
      var closed = openAndClose(closer);
      var last = ScopeWatcher.open();
      GarbageCollection.untilTrue(() -> closed.refersTo(null));
      last.close();
    }
  }

  private static WeakReference<ScopeWatcher> openAndClose(ExecutorService closer) throws Exception {
    var scope = ScopeWatcher.open();
    closer.submit(scope::close).get();
    return new WeakReference<>(scope);
  }

  @Test
  void whatIsOpenAsAScopeIsClosedIsNotKeptByAThreadThatWasStartedInIt() throws Exception {
    try (var executor = Executors.newSingleThreadExecutor()) {
      var lost = loseInScope(executor);

      GarbageCollection.untilTrue(() -> lost.refersTo(null));
    }
  }

  private static WeakReference<Object> loseInScope(ExecutorService executor) throws Exception {
    var value = new Object();
    var scope = ScopeWatcher.open();
    of(executor, Thread::currentThread); // Which from now on is in the scope.
    Backdrop.of(value, Disposer.none(), BackdropStrategy.leak());
    scope.close();
    return new WeakReference<>(value);
  }

  @Test
  void anOpenScopeKeepsNothingOfAHandleThatWasClosed() {
    try (var scope = HandleScope.open()) {
      var released = closeOne();

      GarbageCollection.untilTrue(() -> released.refersTo(null));
      assertThat(scope.openHandles()).isEmpty();
    }
  }

  private static WeakReference<Disposal> closeOne() {
    var released = new AtomicReference<Disposal>();
    Backdrop.of("value", Disposer.none(), released::set).close();
    return new WeakReference<>(released.get());
  }

  @Test
  void norAreThoseThatWereClosedWhileALaterOneWasOpen() {
    var open = new ArrayDeque<ScopeWatcher>();
    var closed = new ArrayList<WeakReference<ScopeWatcher>>();
    for (int i = 0; i < 10; i++) {
      open.addLast(ScopeWatcher.open());
      if (open.size() > 3) {
        var first = open.removeFirst();
        first.close();
        closed.add(new WeakReference<>(first));
      }
    }
    open.addLast(ScopeWatcher.open());

    GarbageCollection.untilTrue(() -> closed.stream().allMatch(scope -> scope.refersTo(null)));
    open.forEach(ScopeWatcher::close);
  }

  @Test
  void scopesOfThreadsSideBySideDoNotMix() throws Exception {
    Together.run(
        4,
        thread -> {
          for (int round = 0; round < 1_000; round++) {
            try (var scope = HandleScope.open();
                var mine = Backdrop.of(thread, Disposer.none(), BackdropStrategy.trivial())) {
              assertThat(scope.openHandles()).hasSize(1);
            }
          }
        });
  }
}
