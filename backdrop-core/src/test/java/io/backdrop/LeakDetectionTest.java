package io.backdrop;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.backdrop.LeakDetection.Level;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Handles that the garbage collector finds open are reported, and no others. */
@Timeout(60)
class LeakDetectionTest {

  private static final BackdropStrategy IN_PLACE = BackdropStrategy.trivial();

  private final LeakCapture leaks = new LeakCapture(Level.ALL, Value.class);
  private final AtomicInteger released = new AtomicInteger();

  private record Value() {}

  private Backdrop<Value> backdrop() {
    return Backdrop.of(new Value(), value -> released.incrementAndGet(), IN_PLACE);
  }

  private Arc<Value> arc() {
    return Arc.of(new Value(), value -> released.incrementAndGet(), IN_PLACE);
  }

  private UniqueArc<Value> unique() {
    return UniqueArc.of(new Value(), value -> released.incrementAndGet(), IN_PLACE);
  }

  @AfterEach
  void end() {
    leaks.close();
  }

  @Test
  void aLostBackdropIsReportedWithItsTypeAndWhereItWasMade() {
    backdrop();

    assertThat(leaks.await(1))
        .hasSize(1)
        .allSatisfy(leak -> {
          assertThat(leak.type()).isEqualTo(Value.class);
          assertThat(leak.made().orElseThrow().getStackTrace()[0].getClassName())
              .isEqualTo("io.backdrop.Backdrop");
          assertThat(leak.made().orElseThrow().getStackTrace()[1].getMethodName())
              .isEqualTo("backdrop");
          assertThat(leak.made().orElseThrow()).hasMessageContaining("made here");
        });
  }

  @Test
  void aLostArcIsReported() {
    arc();

    assertThat(leaks.await(1)).hasSize(1);
  }

  @Test
  void aLostUniqueArcIsReported() {
    unique();

    assertThat(leaks.await(1)).hasSize(1);
  }

  @Test
  void aLostHandleIsReportedWhileAnotherOnTheSameValueIsOpenAndThenClosed() {
    try (var open = arc()) {
      lose(open);

      var leak = leaks.await(1).get(0);

      assertThat(leak.made().orElseThrow().getStackTrace()[1].getMethodName()).isEqualTo("lose");
      assertThat(open.get()).isNotNull();
      assertThat(open.count()).isEqualTo(2); // As without detection: nobody gave the share back.
    }
    assertThat(leaks.allSoFar()).hasSize(1);
  }

  private static void lose(Arc<?> arc) {
    arc.share();
  }

  @Test
  void aValueThatIsTakenBackReachesItsOwner() {
    var value = new Value();

    assertThat(Backdrop.of(value, Disposer.none(), IN_PLACE).unwrap()).isSameAs(value);
  }

  static List<Consumer<LeakDetectionTest>> properEnds() {
    return List.of(
        test -> test.backdrop().close(),
        test -> test.backdrop().unwrap(),
        test -> test.backdrop().withStrategy(IN_PLACE).close(),
        test -> test.arc().close(),
        test -> test.arc().tryUnwrap(),
        test -> test.arc().tryUnique().orElseThrow().close(),
        test -> test.arc().makeUnique(value -> value).close(),
        test -> test.unique().close(),
        test -> test.unique().unwrap(),
        test -> test.unique().share().close(),
        LeakDetectionTest::shareInAllWays,
        LeakDetectionTest::copy,
        LeakDetectionTest::swapInAllWays);
  }

  private void shareInAllWays() {
    try (var arc = arc()) {
      arc.share().close();
      arc.tryShare().orElseThrow().close();
      arc.share(3).forEach(Arc::close);
    }
  }

  private void copy() {
    try (var arc = arc();
        var copy = arc.share().makeUnique(value -> new Value())) {
      assertThat(copy.get()).isNotNull();
    }
  }

  private void swapInAllWays() {
    try (var swap = new ArcSwap<>(arc())) {
      swap.load().close();
      swap.store(arc());
      swap.swap(arc()).close();
      swap.update(value -> arc());
      try (var seen = swap.load()) {
        assertThat(swap.compareAndSet(seen, arc())).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("properEnds")
  void aHandleThatEndedProperlyIsNotReported(Consumer<LeakDetectionTest> way) {
    way.accept(this);

    assertThat(leaks.allSoFar()).isEmpty();
  }

  static List<Consumer<LeakDetectionTest>> attemptsInVain() {
    return List.of(
        test -> {
          try (var arc = test.arc();
              var second = arc.share()) {
            assertThat(arc.tryUnique()).isEmpty();
            assertThat(second.tryUnwrap()).isEmpty();
          }
        },
        test -> {
          var closed = test.arc();
          closed.close();
          assertThat(closed.tryShare()).isEmpty();
          attempt(closed::share);
          attempt(() -> closed.share(2));
          attempt(() -> new ArcSwap<>(closed));
        },
        test -> {
          var closed = test.backdrop();
          closed.close();
          attempt(() -> closed.withStrategy(IN_PLACE));
        },
        test -> {
          var consumed = test.unique();
          consumed.share().close();
          attempt(consumed::share);
        });
  }

  private static void attempt(Runnable use) {
    try {
      use.run();
    } catch (IllegalStateException expected) {
      return;
    }
    throw new AssertionError("It succeeded");
  }

  @ParameterizedTest
  @MethodSource("attemptsInVain")
  void whatWasMadeInVainIsNotReported(Consumer<LeakDetectionTest> attempt) {
    attempt.accept(this);

    assertThat(leaks.allSoFar()).isEmpty();
  }

  @Test
  void leaksOfTheSameTypeAndPlaceAreCountedAndLoggedOnce() {
    record Repeated() {}
    try (var log = new LogCapture();
        var repeated = new LeakCapture(Level.ALL, Repeated.class)) {
      for (int i = 0; i < 3; i++) {
        Backdrop.of(new Repeated(), Disposer.none(), IN_PLACE);
      }

      assertThat(repeated.await(3))
          .extracting(LeakDetection.Leak::times)
          .containsExactly(1L, 2L, 3L);
      assertThat(log.warnings())
          .filteredOn(warning -> warning.contains("Repeated"))
          .singleElement()
          .asString()
          .contains("garbage collected while open", "Close each handle");
    }
  }

  @Test
  void theWarningHasThePlaceWhereTheHandleWasMade() {
    record Logged() {}
    try (var log = new LogCapture();
        var logged = new LeakCapture(Level.ALL, Logged.class)) {
      Backdrop.of(new Logged(), Disposer.none(), IN_PLACE);
      var leak = logged.await(1).get(0);

      assertThat(log.warnings())
          .filteredOn(warning -> warning.contains("Logged"))
          .singleElement()
          .asString()
          .contains("the stack trace says where it was made");
      assertThat(log.thrown()).contains(leak.made().orElseThrow());
    }
  }

  @Test
  void leaksFromDifferentPlacesAreCountedApart() {
    record Apart() {}
    try (var apart = new LeakCapture(Level.ALL, Apart.class)) {
      Backdrop.of(new Apart(), Disposer.none(), IN_PLACE);
      Backdrop.of(new Apart(), Disposer.none(), IN_PLACE);

      assertThat(apart.await(2)).extracting(LeakDetection.Leak::times).containsExactly(1L, 1L);
    }
  }

  @Test
  void aListenerThatThrowsIsLoggedAndHarmsNothing() {
    try (var log = new LogCapture();
        var throwing = LeakDetection.onLeak(LeakDetectionTest::fail);
        var after = new LeakCapture(Level.ALL, Value.class)) {
      LeakDetection.setRescuing(true);
      backdrop();

      assertThat(after.await(1)).hasSize(1);
      GarbageCollection.untilTrue(() -> released.get() == 1);
      assertThat(log.warnings())
          .anyMatch(
              warning -> warning.startsWith("The handler " + LeakDetectionTest.class.getName()));
    }
  }

  private static void fail(LeakDetection.Leak leak) {
    throw new IllegalArgumentException("on purpose");
  }

  @Test
  void aListenerIsToldUntilItsRegistrationIsClosed() {
    var told = new ArrayList<LeakDetection.Leak>();
    var registration = LeakDetection.onLeak(told::add);
    registration.close();
    registration.close();

    backdrop();
    leaks.await(1);

    assertThat(told).isEmpty();
  }

  @Test
  void aListenerRegisteredTwiceIsTakenOutOnce() {
    var told = new AtomicInteger();
    Consumer<LeakDetection.Leak> listener = leak -> told.incrementAndGet();
    try (var first = LeakDetection.onLeak(listener)) {
      LeakDetection.onLeak(listener).close();

      backdrop();

      GarbageCollection.untilTrue(() -> told.get() > 0);
    }
  }

  @Test
  void nothingIsReportedWhenItIsOff() {
    LeakDetection.setLevel(Level.OFF);
    backdrop();
    arc();
    LeakDetection.setLevel(Level.ALL);

    assertThat(leaks.allSoFar()).isEmpty();
  }

  @Test
  void aLeakIsReportedAlsoWhileAnotherThreadIsInAScope() throws Exception {
    try (var scope = supplyAsync(HandleScope::open).get()) {
      backdrop();

      assertThat(leaks.await(1)).hasSize(1);
      assertThat(scope.openHandles()).isEmpty();
    }
  }

  @Test
  void aValueKeepsWhatWasDecidedWhenItWasWrapped() {
    var watched = arc();
    LeakDetection.setLevel(Level.OFF);
    lose(watched);
    var unwatched = arc();
    LeakDetection.setLevel(Level.ALL);
    lose(unwatched);

    leaks.await(1);
    assertThat(leaks.allSoFar()).hasSize(1);
    watched.close();
    unwatched.close();
  }

  @Test
  void anOpenHandleThatIsWatchedSaysThatItIsOpenAndWhereItGoes() {
    try (var open = backdrop()) {
      assertThat(open.isClosed()).isFalse();
      assertThat(open.strategy()).isSameAs(IN_PLACE);
    }
  }

  @Test
  void aClosedHandleThatIsWatchedDoesNotKeepItsValueAlive() {
    var closed = Backdrop.of(new Value(), Disposer.none(), IN_PLACE);
    var value = new WeakReference<>(closed.get());
    var shared = Arc.of(closed.get(), Disposer.none(), IN_PLACE);
    closed.close();
    shared.close();

    GarbageCollection.untilTrue(() -> value.refersTo(null));

    assertThat(closed.isClosed()).isTrue();
    assertThat(shared.isClosed()).isTrue();
  }

  @Test
  void nullsAreRefusedByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> LeakDetection.setLevel(null))
        .withMessage("level");
    assertThatNullPointerException()
        .isThrownBy(() -> LeakDetection.onLeak(null))
        .withMessage("listener");
  }
}
