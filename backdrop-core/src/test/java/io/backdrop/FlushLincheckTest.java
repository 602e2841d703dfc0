package io.backdrop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * However a flush interleaves with those who run what is pending, what was handed off before it has
 * run when it returns. A consumer that takes a disposal and only then says that it is at it is
 * found out.
 */
class FlushLincheckTest {

  @Test
  void whatWasHandedOffBeforeAFlushHasRunAfterIt() {
    options().check(Real.class);
  }

  @Test
  void aFlushBesideAConsumerThatBeginsItsTurnTooLateIsOverTooEarly() {
    assertThatThrownBy(() -> options().check(Twin.class))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("Invalid execution results");
  }

  @Test
  void whatIsHandedOffBeforeAFlushBesideItHasRunAfterIt() {
    handOffOptions().check(RealHandOff.class);
  }

  @Test
  void aFlushThatIsOverWhenNothingIsWithinReachIsOverTooEarly() {
    assertThatThrownBy(() -> handOffOptions().check(HandOffTwin.class))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("Invalid execution results");
  }

  private static ModelCheckingOptions handOffOptions() {
    return options().sequentialSpecification(HandOffSpecification.class);
  }

  private static ModelCheckingOptions options() {
    return new ModelCheckingOptions()
        .sequentialSpecification(Specification.class)
        .threads(2)
        .actorsPerThread(1)
        .actorsBefore(0)
        .actorsAfter(0)
        .loopIterationsBeforeThreadSwitch(20) // To look at all consumers is no waiting,
        .recursionBound(200) // and to make sure of the stack no endless recursion.
        .iterations(1)
        .invocationsPerIteration(Scenarios.orders(150));
  }

  /** Alone, a flush waits for what was handed off before it. */
  public static class Specification {
    public boolean hasRunAfterFlush() {
      return true;
    }

    public void help() {}
  }

  /** The real consumers; whoever flushes does the trash thread's work meanwhile. */
  public static class Real {
    private final TrashParts parts = new TrashParts();
    private final AtomicBoolean hasRun = new AtomicBoolean();

    public Real() {
      parts.handOff(new ClaimableDisposal<>("value", value -> hasRun.set(true), null));
    }

    @Operation(runOnce = true)
    public boolean hasRunAfterFlush() throws InterruptedException {
      var mark = parts.consumers().marks().add();
      while (!mark.isOver()) {
        parts.guests().help(1);
      }
      return hasRun.get();
    }

    @Operation(runOnce = true)
    public void help() {
      parts.guests().help(1);
    }
  }

  /** Consumers that take one, and only then say that they are busy. */
  public static class Twin {
    private final DisposalQueue queue = new DisposalQueue();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicBoolean hasRun = new AtomicBoolean();

    public Twin() {
      queue.offer(new ClaimableDisposal<>("value", value -> hasRun.set(true), null), 0, true);
    }

    @Operation(runOnce = true)
    public boolean hasRunAfterFlush() {
      var passed = new AtomicBoolean();
      queue.offer(new ClaimableDisposal<>("mark", value -> passed.set(true), null), 0, true);
      while (!passed.get() || busy.get() > 0) {
        help();
      }
      return hasRun.get();
    }

    @Operation(runOnce = true)
    public void help() {
      var taken = take();
      if (taken != null) {
        busy.incrementAndGet();
        taken.run();
        busy.decrementAndGet();
      }
    }

    private synchronized @Nullable Disposal take() {
      return queue.poll();
    }
  }

  /** Alone, a flush waits for what was handed off before it. */
  public static class HandOffSpecification {
    public void handOff() {}

    public boolean hasRunAfterFlushIfHandedOffBefore() {
      return true;
    }
  }

  /** A hand-off behind that of a producer which is in the middle of its own. */
  public abstract static class HandOff {
    final TrashParts parts = new TrashParts();
    private final AtomicBoolean handedOff = new AtomicBoolean();
    private final AtomicBoolean hasRun = new AtomicBoolean();
    private final ClaimableDisposal<?> half =
        new ClaimableDisposal<>("half", Disposer.none(), null);

    HandOff() {
      parts.backlog.entered = 1;
    }

    @Operation(runOnce = true)
    public void handOff() {
      parts.handOff(new ClaimableDisposal<>("value", value -> hasRun.set(true), null));
      handedOff.set(true);
      parts.backlog.page.disposals[0] = half;
    }

    @Operation(runOnce = true)
    public boolean hasRunAfterFlushIfHandedOffBefore() throws InterruptedException {
      boolean before = handedOff.get();
      flush();
      return !before || hasRun.get();
    }

    abstract void flush() throws InterruptedException;
  }

  /** The real mark; whoever flushes does the trash thread's work meanwhile. */
  public static class RealHandOff extends HandOff {
    @Override
    void flush() throws InterruptedException {
      var mark = parts.consumers().marks().add();
      while (!mark.isOver()) {
        parts.guests().help(1);
      }
    }
  }

  /** Whoever goes on until nothing is within reach. */
  public static class HandOffTwin extends HandOff {
    @Override
    void flush() {
      while (parts.guests().help(1) > 0) {}
    }
  }
}
