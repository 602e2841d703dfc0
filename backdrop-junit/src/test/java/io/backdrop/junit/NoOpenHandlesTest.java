package io.backdrop.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backdrop.Arc;
import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import io.backdrop.UniqueArc;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.opentest4j.TestAbortedException;

/** What {@link NoOpenHandles} makes of the tests in the classes below, which fail on purpose. */
@Timeout(60)
class NoOpenHandlesTest {

  private static Backdrop<String> open() {
    return Backdrop.of("value", Disposer.none(), BackdropStrategy.trivial());
  }

  @Test
  void aTestThatClosesItsHandlesSucceeds() {
    assertThat(Run.of(Closing.class).successes()).containsExactly("closes()");
  }

  @NoOpenHandles
  static class Closing {
    @Test
    void closes() {
      open().close();
    }
  }

  @Test
  void aTestThatLeavesHandlesOpenFailsAndNamesEachWithItsPlace() {
    var failure = Run.of(Leaving.class).failure();

    assertThat(failure)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("leaves() left 3 open; close each handle")
        .hasMessageContaining("java.lang.String, made at")
        .hasMessageContaining("java.lang.Integer, made at")
        .hasMessageContaining("java.lang.Long, made at")
        .hasMessageContaining("NoOpenHandlesTest.java:");
    assertThat(failure.getSuppressed())
        .hasSize(3)
        .allSatisfy(made -> assertThat(made).hasMessageContaining("made here"));
    assertThat(failure.getSuppressed()[1].getStackTrace()[1].getMethodName()).isEqualTo("leaves");
  }

  @NoOpenHandles
  static class Leaving {
    @Test
    void leaves() {
      open();
      Arc.of(1, Disposer.none(), BackdropStrategy.trivial());
      UniqueArc.of(1L, Disposer.none(), BackdropStrategy.trivial());
    }
  }

  @Test
  void thoseThatOneLineMadeAreNamedOnceAndCounted() {
    var failure = Run.of(LeavingInALoop.class).failure();

    assertThat(failure)
        .hasMessageContaining("leaves() left 1001 open")
        .hasMessageEndingWith("java:29), 1000 times");
    assertThat(failure.getMessage().lines()).hasSize(3);
    assertThat(failure.getSuppressed()).hasSize(2);
  }

  @NoOpenHandles
  static class LeavingInALoop {
    @Test
    void leaves() {
      open();
      for (int i = 0; i < 1000; i++) {
        open();
      }
    }
  }

  @Test
  void ofManyOriginsTheFirstAreNamedAndTheOthersCounted() {
    var failure = Run.of(LeavingMany.class).failure();

    assertThat(failure)
        .hasMessageContaining("leaves() left 50 open")
        .hasMessageEndingWith("and 10 more");
    assertThat(failure.getMessage().lines()).hasSize(22);
    assertThat(failure.getSuppressed()).hasSize(20);
  }

  @NoOpenHandles
  static class LeavingMany {
    @Test
    void leaves() {
      for (int i = 0; i < 25; i++) {
        openWithin(i);
      }
    }

    /** Each depth has another stack trace. */
    private static void openWithin(int calls) {
      if (calls > 0) {
        openWithin(calls - 1);
      } else {
        for (int i = 0; i < 2; i++) {
          open();
        }
      }
    }
  }

  @Test
  void aTestThatFailedItselfKeepsItsFailureAndTheHandlesAreSuppressedInIt() {
    var failure = Run.of(Failing.class).failure();

    assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessage("on purpose");
    assertThat(failure.getSuppressed())
        .hasSize(1)
        .allSatisfy(open -> assertThat(open).hasMessageContaining("left 1 open"));
  }

  @NoOpenHandles
  static class Failing {
    @Test
    void fails() {
      open();
      throw new IllegalStateException("on purpose");
    }
  }

  @Test
  void aTestThatWasAbortedFailsForTheHandlesItLeft() {
    assertThat(Run.of(Aborting.class).failure())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("left 1 open");
  }

  @NoOpenHandles
  static class Aborting {
    @Test
    void aborts() {
      open();
      throw new TestAbortedException("on purpose");
    }
  }

  @Test
  void whatIsMadeForTheTestBelongsToIt() {
    assertThat(Run.of(Preparing.class).failure("leavesWhatWasPrepared()"))
        .hasMessageContaining("left 2 open");
  }

  @Test
  void whatIsClosedAfterTheTestIsClosed() {
    assertThat(Run.of(TidyingUp.class).successes()).containsExactly("leavesItToAfterEach()");
  }

  static class Prepared {
    final Backdrop<String> ofTheInstance = open();
    Backdrop<String> ofBeforeEach;

    @BeforeEach
    void prepare() {
      ofBeforeEach = open();
    }
  }

  @NoOpenHandles
  static class Preparing extends Prepared {
    @Test
    void leavesWhatWasPrepared() {}
  }

  @NoOpenHandles
  static class TidyingUp extends Prepared {
    @Test
    void leavesItToAfterEach() {}

    @AfterEach
    void tidyUp() {
      ofTheInstance.close();
      ofBeforeEach.close();
    }
  }

  @Test
  void nestedTestsAreLookedAtToo() {
    assertThat(Run.of(Outer.class).failure("leaves()")).hasMessageContaining("left 2 open");
  }

  @NoOpenHandles
  static class Outer {
    final Backdrop<String> ofTheOuterInstance = open();

    @Nested
    class Inner {
      final Backdrop<String> ofTheInnerInstance = open();

      @Test
      void leaves() {}
    }
  }

  @Test
  void itMayStandOnOneTest() {
    var run = Run.of(One.class);

    assertThat(run.successes()).containsExactly("isNotLookedAt()");
    assertThat(run.failure("isLookedAt()")).hasMessageContaining("left 1 open");
  }

  static class One {
    @Test
    @NoOpenHandles
    void isLookedAt() {
      open();
    }

    @Test
    void isNotLookedAt() {
      open();
    }
  }

  @Test
  void whatIsMadeForSeveralTestsIsNotLookedAt() {
    assertThat(Run.of(Common.class).successes()).containsExactly("first()", "second()");
  }

  @NoOpenHandles
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class Common {
    final Backdrop<String> ofTheInstance = open();

    @BeforeAll
    void prepare() {
      open();
    }

    @Test
    void first() {}

    @Test
    void second() {}
  }

  @Test
  void threadsThatTheTestStartedCount() {
    assertThat(Run.of(Starting.class).failure()).hasMessageContaining("left 1 open");
  }

  @NoOpenHandles
  static class Starting {
    @Test
    void starts() throws InterruptedException {
      Thread.ofPlatform().start(NoOpenHandlesTest::open).join();
    }
  }

  @Test
  void aTestOnAThreadOfItsOwnIsLookedAt() {
    assertThat(Run.of(TimedOut.class).failure()).hasMessageContaining("left 1 open");
  }

  @NoOpenHandles
  static class TimedOut {
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void leaves() {
      open();
    }
  }

  @Test
  void aTestWhoseInstanceCannotBeMadeLeavesNoScopeBehind() {
    assertThat(Run.of(Unmakeable.class).failure()).hasMessage("on purpose");

    assertThat(Run.of(One.class).successes()).containsExactly("isNotLookedAt()");
    var closed = open();
    closed.close();
    assertThatThrownBy(closed::get) // In a scope it would be known where it was made.
        .satisfies(failure -> assertThat(failure.getSuppressed()).isEmpty());
  }

  @NoOpenHandles
  static class Unmakeable {
    Unmakeable() {
      open();
      throw new IllegalStateException("on purpose");
    }

    @Test
    void isNeverRun() {}
  }

  @Test
  void testsInParallelAreToldApart() {
    var run = Run.inParallel(InParallel.class);

    assertThat(run.successes())
        .hasSize(InParallel.TESTS / 2)
        .allMatch(test -> InParallel.number(test) % 2 == 0);
    IntStream.rangeClosed(1, InParallel.TESTS)
        .filter(number -> number % 2 == 1)
        .forEach(number ->
            assertThat(run.failure("repetition %d of %d".formatted(number, InParallel.TESTS)))
                .hasMessageContaining("left 1 open"));
  }

  /** Every second one leaves a handle open, while at least one other test runs. */
  @NoOpenHandles
  static class InParallel {

    static final int TESTS = 40;

    private static final CountDownLatch TWO_AT_ONCE = new CountDownLatch(2);

    static int number(String test) {
      return Integer.parseInt(test.split(" ")[1]);
    }

    @RepeatedTest(TESTS)
    void runs(RepetitionInfo repetition) throws InterruptedException {
      var handle = Arc.of("value", Disposer.none(), BackdropStrategy.trivial());
      TWO_AT_ONCE.countDown();
      TWO_AT_ONCE.await();
      var second = handle.share();
      IntStream.range(0, 1_000).parallel().forEach(i -> open().close());
      handle.close();
      if (repetition.getCurrentRepetition() % 2 == 0) {
        second.close();
      }
    }
  }
}
