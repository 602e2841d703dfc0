package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchIllegalStateException;

import io.backdrop.LeakDetection.Level;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where handles are watched, using a closed one says where it was made and where it ended. */
@Timeout(60)
class UseAfterCloseTest {

  private static final BackdropStrategy IN_PLACE = BackdropStrategy.trivial();

  private final Level before = LeakDetection.level();

  UseAfterCloseTest() {
    LeakDetection.setLevel(Level.ALL);
  }

  @AfterEach
  void resetLevel() {
    LeakDetection.setLevel(before);
  }

  private static Backdrop<String> makeBackdrop() {
    return Backdrop.of("value", Disposer.none(), IN_PLACE);
  }

  private static Arc<String> makeArc() {
    return Arc.of("value", Disposer.none(), IN_PLACE);
  }

  private static void closeIt(AutoCloseable handle) {
    try {
      handle.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aBackdropSaysWhereItWasMadeAndWhereItWasClosed() {
    var backdrop = makeBackdrop();
    closeIt(backdrop);
    closeIt(backdrop); // Not the close that did it.

    assertTraces(backdrop::get, "made", "makeBackdrop", "closed", "closeIt");
  }

  @Test
  void soDoesOneWhoseReleaseFailed() {
    Disposer<String> failing =
        value -> {
          throw new IllegalStateException("on purpose");
        };
    var backdrop = Backdrop.of("value", failing, IN_PLACE);
    assertThatThrownBy(() -> closeIt(backdrop)).hasRootCauseMessage("on purpose");

    assertTraces(backdrop::get, "made", "soDoesOneWhoseReleaseFailed", "closed", "closeIt");
  }

  @Test
  void aCloseWhileItIsBeingReleasedIsNotTheOneThatDidIt() {
    var handle = new AtomicReference<Backdrop<String>>();
    Disposer<String> closingAgain = value -> handle.get().close();
    handle.set(Backdrop.of("value", closingAgain, IN_PLACE));
    closeIt(handle.get());

    assertTraces(
        handle.get()::get,
        "made",
        "aCloseWhileItIsBeingReleasedIsNotTheOneThatDidIt",
        "closed",
        "closeIt");
  }

  @Test
  void allUsesOfABackdropSayIt() {
    var backdrop = makeBackdrop();
    closeIt(backdrop);

    for (ThrowingCallable use :
        List.<ThrowingCallable>of(
            backdrop::get,
            backdrop::unwrap,
            backdrop::strategy,
            backdrop::hashCode,
            () -> backdrop.withStrategy(IN_PLACE))) {
      assertTraces(use, "made", "makeBackdrop", "closed", "closeIt");
    }
  }

  @Test
  void anUnwrappedBackdropSaysSo() {
    var backdrop = makeBackdrop();
    backdrop.unwrap();

    assertTraces(backdrop::get, "made", "makeBackdrop", "unwrapped", "anUnwrappedBackdropSaysSo");
  }

  @Test
  void aMovedBackdropSaysSoAndTheNewOneHasAPlaceOfItsOwn() {
    var backdrop = makeBackdrop();
    var moved = move(backdrop);
    closeIt(moved);

    assertTraces(backdrop::get, "made", "makeBackdrop", "moved", "move");
    assertTraces(moved::get, "made", "move", "closed", "closeIt");
  }

  private static Backdrop<String> move(Backdrop<String> backdrop) {
    return backdrop.withStrategy(IN_PLACE);
  }

  @Test
  void eachHandleOfAnArcHasItsOwnPlaces() {
    try (var first = makeArc()) {
      var second = shareIt(first);
      closeIt(second);

      assertTraces(second::get, "made", "shareIt", "closed", "closeIt");
    }
  }

  private static Arc<String> shareIt(Arc<String> arc) {
    return arc.share();
  }

  static List<Callable<?>> usesOfAClosedArc() {
    var closed = closedWatchedArc();
    return List.of(
        closed::get,
        closed::share,
        () -> closed.share(2),
        closed::tryUnwrap,
        closed::tryUnique,
        () -> closed.makeUnique(value -> value),
        closed::isUnique,
        closed::count,
        closed::strategy,
        closed::hashCode,
        () -> new ArcSwap<>(closed));
  }

  private static Arc<String> closedWatchedArc() {
    var before = LeakDetection.level();
    LeakDetection.setLevel(Level.ALL);
    try {
      var arc = makeArc();
      closeIt(arc);
      return arc;
    } finally {
      LeakDetection.setLevel(before);
    }
  }

  @ParameterizedTest
  @MethodSource("usesOfAClosedArc")
  void allUsesOfAnArcSayIt(Callable<?> use) {
    assertTraces(use::call, "made", "makeArc", "closed", "closeIt");
  }

  @Test
  void whatBecameUniqueOrSharedOrWasTakenOverSaysSo() {
    var arc = makeArc();
    var unique = arc.tryUnique().orElseThrow();
    var again = unique.share();
    var swap = new ArcSwap<>(again);

    var here = "whatBecameUniqueOrSharedOrWasTakenOverSaysSo";
    assertTraces(arc::get, "made", "makeArc", "made unique", here);
    assertTraces(unique::get, "made", here, "shared", here);
    assertTraces(again::get, "made", here, "closed", here);
    swap.close();
  }

  @Test
  void whereNothingIsWatchedItSaysLess() {
    LeakDetection.setLevel(Level.OFF);
    var backdrop = makeBackdrop();
    closeIt(backdrop);

    var failure = catchIllegalStateException(backdrop::get);

    assertThat(failure).hasMessageContaining("String").hasNoSuppressedExceptions();
  }

  private static void assertTraces(
      ThrowingCallable use, String first, String firstMethod, String second, String secondMethod) {
    var failure = catchIllegalStateException(use);
    assertThat(failure).hasMessageContaining("java.lang.String");
    assertThat(failure.getSuppressed()).hasSize(2);
    assertTrace(failure.getSuppressed()[0], first, firstMethod);
    assertTrace(failure.getSuppressed()[1], second, secondMethod);
  }

  private static void assertTrace(Throwable trace, String what, String method) {
    assertThat(trace)
        .hasMessageContaining("was " + what)
        .hasMessageContaining("here, by thread " + Thread.currentThread().getName());
    assertThat(trace.getStackTrace()[0].getClassName()).startsWith("io.backdrop.");
    assertThat(trace.getStackTrace()[1].getMethodName()).isEqualTo(method);
  }
}
