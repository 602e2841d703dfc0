package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A strategy that does not take a value: the closer releases it, and a warning says so, once. */
@Timeout(60)
class RefusalTest {

  private final List<Object> released = new ArrayList<>();

  @Test
  void anExecutorThatWasShutDownLeavesTheReleaseToTheCloser() {
    var executor = Executors.newSingleThreadExecutor();
    executor.shutdown();
    BackdropStrategy strategy = executor::execute; // A class of its own, so a cause of its own.
    try (var log = new LogCapture()) {
      Backdrop.of("one", released::add, strategy).close();
      Backdrop.of("two", released::add, strategy).close();

      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("java.lang.String", "released in place", Thread.currentThread().getName());
    }
    assertThat(released).containsExactly("one", "two");
  }

  /** Each is refused inside of the disposer of the one before. */
  @Test
  void aLongChainThatIsRefusedIsReleasedAllTheSame() throws Exception {
    int length = 30_000;
    var executor = Executors.newSingleThreadExecutor();
    executor.shutdown();
    var afterInner = new CountDownLatch(length);
    var chain = Backdrop.of("last", value -> afterInner.countDown(), executor::execute);
    for (int i = 1; i < length; i++) {
      chain = around(chain, afterInner, executor::execute);
    }
    try (var log = new LogCapture()) {
      chain.close();

      afterInner.await();
    }
  }

  @Test
  void whatIsRefusedInsideOfADisposerIsReleasedInPlaceToo() {
    var refusing = new Refusing("inner and outer");
    var inner = Backdrop.of("inner", released::add, refusing);
    Disposer<String> closing =
        value -> {
          inner.close();
          released.add(value);
        };
    try (var log = new LogCapture()) {
      Backdrop.of("outer", closing, refusing).close();
    }
    assertThat(released).containsExactly("inner", "outer");
  }

  /** Each fails after it has closed the next, and leaves an interrupt behind. */
  @Test
  void noFailureAndNoInterruptOfALongChainReachesTheNext() {
    var refusing = new Refusing("long chain");
    int length = 2 * RefusedDisposals.DEEPEST;
    var chain = Backdrop.of("last", released::add, refusing);
    for (int i = 1; i < length; i++) {
      var inner = chain;
      Disposer<String> failing =
          value -> {
            if (!Thread.interrupted()) {
              released.add(value);
            }
            inner.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("on purpose");
          };
      chain = Backdrop.of("around", failing, refusing);
    }
    try (var log = new LogCapture()) {
      assertThatThrownBy(chain::close).hasMessage("on purpose");
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(released).hasSize(length);
  }

  /** The last is one of those that are released behind the deepest. */
  @Test
  void theFailureOfTheLastOfALongChainReachesTheCloser() {
    var refusing = new Refusing("chain that fails");
    Disposer<String> failing =
        value -> {
          throw new IllegalStateException("on purpose");
        };
    var chain = Backdrop.of("last", failing, refusing);
    for (int i = 0; i < 2 * RefusedDisposals.DEEPEST; i++) {
      var inner = chain;
      chain = Backdrop.of("around", value -> inner.close(), refusing);
    }
    try (var log = new LogCapture()) {
      assertThatThrownBy(chain::close).hasMessage("on purpose");
    }
  }

  private static Backdrop<String> around(
      Backdrop<String> inner, CountDownLatch afterInner, BackdropStrategy strategy) {
    return Backdrop.of(
        "around",
        value -> {
          inner.close();
          afterInner.countDown();
        },
        strategy);
  }

  @Test
  void aCloserWithoutANameIsToldApartToo() throws Exception {
    var refusing = new Refusing("closer without a name");
    try (var log = new LogCapture()) {
      var closer =
          Thread.ofVirtual().start(() -> Backdrop.of("value", released::add, refusing).close());
      closer.join();

      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("thread #" + closer.threadId());
    }
  }

  @Test
  void eachCauseIsWarnedOfOnce() {
    var failures =
        List.of(
                new RejectedExecutionException("first"),
                new IllegalStateException("second"),
                new RejectedExecutionException("first again"))
            .iterator();
    BackdropStrategy strategy =
        disposal -> {
          throw failures.next();
        };
    try (var log = new LogCapture()) {
      for (int i = 0; i < 3; i++) {
        Backdrop.of(i, released::add, strategy).close();
      }

      assertThat(log.warnings()).hasSize(2);
    }
    assertThat(released).containsExactly(0, 1, 2);
  }

  @Test
  void eachStrategyIsNamedOnce() {
    try (var log = new LogCapture()) {
      for (var name : List.of("first", "second", "first")) {
        Backdrop.of("value", released::add, new Refusing(name)).close();
      }

      assertThat(log.warnings())
          .satisfiesExactly(
              warning -> assertThat(warning).contains("The strategy first refused"),
              warning -> assertThat(warning).contains("The strategy second refused"));
    }
  }

  @Test
  void anExecutorIsNamedOnceWhateverItTellsOfItsState() throws Exception {
    var executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    var strategy = BackdropStrategy.on(executor);
    var opened = new CountDownLatch(1);
    try (var log = new LogCapture()) {
      Backdrop.of("occupying", value -> opened.await(), strategy).close();
      executor.shutdown();
      Backdrop.of("while it shuts down", released::add, strategy).close();
      opened.countDown();
      executor.awaitTermination(1, TimeUnit.MINUTES);
      Backdrop.of("after its end", released::add, strategy).close();

      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("java.util.concurrent.ThreadPoolExecutor@");
    }
    assertThat(released).hasSize(2);
  }

  @Test
  void ofVeryManyNamesOneWarningStandsForTheLast() {
    record Numbered(int number) implements BackdropStrategy {
      @Override
      public void execute(Disposal disposal) {
        throw new RejectedExecutionException("on purpose");
      }
    }
    try (var log = new LogCapture()) {
      for (int number = 0; number < Refusals.MOST_NAMES + 50; number++) {
        Backdrop.of(number, released::add, new Numbered(number)).close();
      }

      assertThat(log.warnings()).hasSize(Refusals.MOST_NAMES + 1);
    }
    assertThat(released).hasSize(Refusals.MOST_NAMES + 50);
  }

  @Test
  void aThreadThatCannotBeStartedLeavesTheReleaseToTheCloser() {
    BackdropStrategy strategy =
        disposal -> {
          throw new OutOfMemoryError("unable to create native thread, on purpose");
        };
    try (var log = new LogCapture()) {
      Backdrop.of("value", released::add, strategy).close();

      assertThat(log.warnings()).hasSize(1);
    }
    assertThat(released).containsExactly("value");
  }

  @Test
  void theFailureOfTheReleaseInPlaceIsTheClosers() {
    var failure = new IllegalArgumentException("on purpose");
    BackdropStrategy strategy =
        disposal -> {
          throw new RejectedExecutionException();
        };
    var backdrop =
        Backdrop.of(
            "value",
            value -> {
              throw failure;
            },
            strategy);
    try (var log = new LogCapture()) {
      assertThatThrownBy(backdrop::close).isSameAs(failure);
      assertThat(log.warnings()).hasSize(1);
    }
  }

  @Test
  void aStrategyWithoutAPrintableNameLosesNothing() {
    var strategy =
        new BackdropStrategy() {
          @Override
          public void execute(Disposal disposal) {
            throw new RejectedExecutionException();
          }

          @Override
          public String toString() {
            throw new IllegalStateException("on purpose");
          }
        };

    Backdrop.of("value", released::add, strategy).close();

    assertThat(released).containsExactly("value");
  }

  @Test
  void aValueThatCameTooLateForItsTrashThreadIsReleasedByItsCloser() {
    var trash = TrashThread.start();
    trash.close();
    try (var log = new LogCapture()) {
      Backdrop.of("value", released::add, trash).close();
    }
    assertThat(released).containsExactly("value");
  }

  private record Refusing(String name) implements BackdropStrategy {
    @Override
    public void execute(Disposal disposal) {
      throw new RejectedExecutionException("on purpose");
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
