package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever fails, and whoever interrupts: it is told of, and the next value is released. */
@Timeout(60)
class FailureTest {

  /** A strategy that isolates failures, with what makes sure that it has released all. */
  private record Isolating(BackdropStrategy strategy, AutoCloseable end) implements AutoCloseable {
    static Isolating thread(FailureHandler handler) {
      var trash = TrashThread.builder().onFailure(handler).start();
      return new Isolating(trash, trash);
    }

    static Isolating queue(FailureHandler handler) {
      var queue = new TrashQueue(handler);
      return new Isolating(queue, queue);
    }

    @Override
    public void close() throws Exception {
      end.close();
    }
  }

  private static final List<Arguments> ISOLATING =
      List.of(
          isolating("a trash thread", Isolating::thread),
          isolating("a trash queue", Isolating::queue));

  private static Arguments isolating(String name, Function<FailureHandler, Isolating> of) {
    return argumentSet(name, of);
  }

  private static final Disposer<Object> WITHOUT_END = FailureTest::recurse;

  @SuppressWarnings("InfiniteRecursion") // On purpose.
  private static void recurse(Object value) {
    recurse(value);
  }

  private final List<Object> released = new CopyOnWriteArrayList<>();

  private static Disposer<Object> failing(Throwable failure) {
    return value -> {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (Exception) failure;
    };
  }

  private static Stream<Disposer<Object>> everyKind() {
    return Stream.of(
        failing(new IOException("checked")),
        failing(new IllegalStateException("unchecked")),
        failing(new AssertionError("an error")),
        failing(new OutOfMemoryError("on purpose")),
        failing(new InterruptedException("an interrupt")),
        WITHOUT_END);
  }

  /** By the clock, which is looked at before anything is taken, and when it has run. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void norDoesAnErrorBesideTheDisposalsEndTheThread(int looks) throws Exception {
    var left = new AtomicInteger(looks);
    LongSupplier clock =
        () -> {
          if (Thread.currentThread().getName().equals("frail") && left.getAndDecrement() > 0) {
            throw new InternalError("on purpose");
          }
          return System.nanoTime();
        };
    var releasers = new CopyOnWriteArrayList<String>();
    try (var trash = TrashThread.builder().name("frail").nanoTime(clock).start()) {
      for (int i = 0; i < 100; i++) {
        Backdrop.of(i, value -> releasers.add(Thread.currentThread().getName()), trash).close();
      }
      trash.flush();

      assertThat(releasers).hasSize(100).containsOnly("frail");
      assertThat(trash.stats().pending()).isZero();
    }
    assertThat(left.get()).isNegative();
  }

  /** The clock is asked as the turn of the first one ends. */
  @Test
  void norIsTheTurnAfterSuchAnErrorTakenForNone() throws Exception {
    var failing = new AtomicReference<Thread>();
    var inside = new CompletableFuture<Boolean>();
    try (var trash = TrashThread.builder().nanoTime(() -> failingOnce(failing)).start()) {
      Backdrop.of("first", value -> failing.set(Thread.currentThread()), trash).close();
      Backdrop.of("second", value -> inside.complete(trash.isDisposing()), trash).close();

      assertThat(inside.get()).isTrue();
    }
  }

  @Test
  void whoFlushesIsNotLeftWaitingForAHelperWithSuchAnError() throws Exception {
    var failing = new AtomicReference<Thread>();
    var gate = new CountDownLatch(1);
    try (var trash = TrashThread.builder().nanoTime(() -> failingOnce(failing)).start()) {
      KeptBusy.until(gate, trash);
      var helped = new Gate();
      Disposer<Gate> passing = Gate::pass;
      Backdrop.of(helped, passing.andThen(value -> failing.set(Thread.currentThread())), trash)
          .close();
      var helping = new FutureTask<>(() -> trash.helpDispose(1));
      Thread.ofPlatform().start(helping);
      helped.reached.await();
      gate.countDown();
      var flushing = new FutureTask<>(() -> trash.flush(Duration.ofSeconds(20)));
      TimedWait.await(Thread.ofPlatform().start(flushing));

      helped.open.countDown();

      assertThatThrownBy(helping::get).hasRootCauseInstanceOf(InternalError.class);
      assertThat(flushing.get()).isTrue();
    }
  }

  private static long failingOnce(AtomicReference<Thread> failing) {
    if (failing.compareAndSet(Thread.currentThread(), null)) {
      throw new InternalError("on purpose");
    }
    return System.nanoTime();
  }

  @Test
  void oneTrashThreadGoesOnAfterEveryKindOfThrowable() throws Exception {
    var types = new CopyOnWriteArrayList<Class<?>>();
    FailureHandler noting = (disposal, failure) -> types.add(disposal.type());
    try (var trash = TrashThread.builder().onFailure(noting).start()) {
      var kinds = everyKind().toList();
      for (var kind : kinds) {
        Backdrop.of("value", kind, trash).close();
        Backdrop.of(1, value -> released.add(Thread.currentThread()), trash).close();
      }
      trash.flush();

      assertThat(released).hasSize(kinds.size());
      assertThat(released.stream().distinct()).hasSize(1);
      assertThat(trash.failures()).isEqualTo(kinds.size());
      assertThat(types).hasSize(kinds.size()).containsOnly(String.class);
    }
  }

  @ParameterizedTest
  @FieldSource("ISOLATING")
  void theMessageNamesTheTypeOfTheValue(Function<FailureHandler, Isolating> of) throws Exception {
    var failure = new IllegalStateException("on purpose");
    try (var log = new LogCapture()) {
      try (var isolating = of.apply(new FailureLog(System::nanoTime))) {
        Backdrop.of(new ArrayList<>(), failing(failure), isolating.strategy()).close();
      }

      assertThat(log.warnings()).singleElement().asString().contains("java.util.ArrayList");
      assertThat(log.thrown()).containsExactly(failure);
    }
  }

  @ParameterizedTest
  @FieldSource("ISOLATING")
  void aHandlerThatThrowsStopsNothingAndWhatItWasToldIsLogged(
      Function<FailureHandler, Isolating> of) throws Exception {
    var failure = new IllegalStateException("of the disposer");
    FailureHandler throwing =
        (disposal, it) -> {
          throw new AssertionError("of the handler");
        };
    try (var log = new LogCapture()) {
      try (var isolating = of.apply(throwing)) {
        Backdrop.of("value", failing(failure), isolating.strategy()).close();
        Backdrop.of("next", released::add, isolating.strategy()).close();
      }

      assertThat(log.warnings().getFirst()).startsWith("Disposing of a java.lang.String failed");
    }
    assertThat(released).containsExactly("next");
  }

  @Test
  void ofAHandlerThatThrowsOverAndOverOneFailureIsLoggedAndEachOfTheDisposals() {
    FailureHandler throwing =
        (disposal, failure) -> {
          throw new AssertionError("of the handler");
        };
    try (var log = new LogCapture()) {
      try (var trash = TrashThread.builder().onFailure(throwing).start()) {
        for (int i = 0; i < 100; i++) {
          Backdrop.of("value", failing(new IOException("on purpose")), trash).close();
        }
      }

      assertThat(log.warnings())
          .hasSize(101)
          .filteredOn(each -> each.contains("handler"))
          .singleElement()
          .asString()
          .contains(throwing.getClass().getName(), "backdrop-trash");
    }
  }

  @ParameterizedTest
  @FieldSource("ISOLATING")
  void aHandlerWhoseStackEndsStopsNothingEither(Function<FailureHandler, Isolating> of)
      throws Exception {
    try (var log = new LogCapture();
        var isolating = of.apply((disposal, failure) -> recurse(disposal))) {
      Backdrop.of("value", failing(new IOException("on purpose")), isolating.strategy()).close();
      Backdrop.of("next", released::add, isolating.strategy()).close();
    }
    assertThat(released).containsExactly("next");
  }

  @Test
  void anInterruptFromOutsideOfAnIdleTrashThreadReachesNoDisposer() throws Exception {
    try (var trash = TrashThread.start()) {
      var thread = new CompletableFuture<Thread>();
      Backdrop.of("value", value -> thread.complete(Thread.currentThread()), trash).close();
      awaitIdle(thread.get(), Thread.State.TIMED_WAITING);

      thread.get().interrupt();
      awaitIdle(thread.get(), Thread.State.TIMED_WAITING);
      Backdrop.of("next", value -> released.add(Thread.interrupted()), trash).close();
      trash.flush();

      assertThat(released).containsExactly(false);
    }
  }

  @Test
  void norDoesItKeepOneThatSignalsAwake() throws Exception {
    try (var trash = TrashThread.builder().signalling().start()) {
      var thread = new CompletableFuture<Thread>();
      Backdrop.of("value", value -> thread.complete(Thread.currentThread()), trash).close();
      awaitIdle(thread.get(), Thread.State.WAITING);

      thread.get().interrupt();

      awaitIdle(thread.get(), Thread.State.WAITING);
    }
  }

  private static void awaitIdle(Thread thread, Thread.State sleeping) {
    while (thread.isInterrupted() || thread.getState() != sleeping) {
      Thread.onSpinWait();
    }
  }

  @Test
  void anInterruptFromOutsideOfADisposerEndsThatAlone() throws Exception {
    var failures = new CopyOnWriteArrayList<Throwable>();
    FailureHandler noting = (disposal, failure) -> failures.add(failure.getCause());
    try (var trash = TrashThread.builder().onFailure(noting).start()) {
      var thread = new CompletableFuture<Thread>();
      Disposer<Object> blocking =
          value -> {
            thread.complete(Thread.currentThread());
            new CountDownLatch(1).await();
          };
      Backdrop.of("value", blocking, trash).close();
      Backdrop.of("next", value -> released.add(Thread.interrupted()), trash).close();

      thread.get().interrupt();
      trash.flush();

      assertThat(failures).singleElement().isInstanceOf(InterruptedException.class);
      assertThat(released).containsExactly(false);
    }
  }

  static Stream<Arguments> usesOfAQueue() {
    return Stream.of(
        use("execute", queue -> queue.execute(new ClaimableDisposal<>("", Disposer.none(), null))),
        use("disposeOne", TrashQueue::disposeOne),
        use("disposeAll", TrashQueue::disposeAll),
        use("disposeFor", queue -> queue.disposeFor(Duration.ZERO)),
        use("size", TrashQueue::size),
        use("close", TrashQueue::close));
  }

  private static Arguments use(String name, Consumer<TrashQueue> use) {
    return argumentSet(name, use);
  }

  @ParameterizedTest
  @MethodSource("usesOfAQueue")
  void aQueueUsedOnAnotherThreadNamesBoth(Consumer<TrashQueue> use) throws Exception {
    var owner = Thread.currentThread().getName();
    try (var queue = new TrashQueue()) {
      Backdrop.of("value", released::add, queue).close();

      onAnother(() ->
          assertThatThrownBy(() -> use.accept(queue))
              .isInstanceOf(WrongThreadException.class)
              .hasMessageContainingAll(owner, "another"));

      assertThat(released).isEmpty();
    }
    assertThat(released).containsExactly("value");
  }

  @Test
  void aValueClosedIntoAQueueOfAnotherThreadIsReleasedInPlace() throws Exception {
    try (var queue = new TrashQueue();
        var log = new LogCapture()) {
      onAnother(() -> Backdrop.of("value", released::add, queue).close());

      assertThat(released).containsExactly("value");
      assertThat(queue.size()).isZero();
    }
  }

  /** What fails there fails here. */
  private static void onAnother(Runnable action) throws Exception {
    var done = new CompletableFuture<Void>();
    Runnable telling =
        () -> {
          try {
            action.run();
            done.complete(null);
          } catch (Throwable failure) {
            done.completeExceptionally(failure);
          }
        };
    Thread.ofPlatform().name("another").start(telling);
    done.get();
  }
}
