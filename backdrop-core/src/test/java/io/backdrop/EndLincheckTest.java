package io.backdrop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * However hand-offs interleave with the end of a {@link TrashThread} that is being closed, when all
 * are over each value has been released once. A thread that says that it has ended, and does not
 * look at its queue again, is found out.
 */
class EndLincheckTest {

  @Test
  void whatIsHandedOffAtTheEndIsReleasedOnce() {
    options().check(Real.class);
  }

  @Test
  void aThreadThatDoesNotLookAgainLosesValues() {
    assertThatThrownBy(() -> options().check(Twin.class))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("Validation");
  }

  private static final Thread NEVER_STARTED = new Thread();

  private static ModelCheckingOptions options() {
    return new ModelCheckingOptions()
        .threads(2)
        .actorsPerThread(1)
        .actorsBefore(0)
        .actorsAfter(0)
        .loopIterationsBeforeThreadSwitch(20) // To look at all consumers is no waiting.
        .iterations(2)
        .invocationsPerIteration(Scenarios.orders(60));
  }

  /** Counts what it is given and what is released. */
  private static final class Count {
    private final AtomicInteger handedOff = new AtomicInteger();
    private final AtomicInteger released = new AtomicInteger();

    ClaimableDisposal<?> disposal() {
      handedOff.incrementAndGet();
      return new ClaimableDisposal<>("value", value -> released.incrementAndGet(), null);
    }

    /** Without an assertion library, into which the model checker would look as well. */
    void checkAllReleased() {
      if (released.get() != handedOff.get()) {
        throw new IllegalStateException(released + " released of " + handedOff);
      }
    }
  }

  /** The real parts of a trash thread, whose life is lived by an operation. */
  public static class Real {
    private final Count count = new Count();
    private final Backlog backlog = new Backlog(Long.MAX_VALUE - 1, Long.MAX_VALUE);
    private final TrashLoop loop =
        new TrashLoop(
            TrashThread.builder().nanoTime(() -> 0).threadFactory(work -> NEVER_STARTED),
            backlog,
            new Isolation((disposal, failure) -> {}),
            ListenerCalls.NONE,
            ExitRegistration.NONE);
    private boolean ended;

    /** As {@link TrashThread#execute} does. */
    @Operation
    public void handOff() {
      var disposal = count.disposal();
      if (!backlog.tryOffer(disposal)) {
        loop.guests().runHere(disposal, true);
      }
    }

    @Operation(runOnce = true)
    public void end() {
      loop.close();
      loop.run();
      ended = true;
    }

    @Validate
    public void allIsReleasedAfterTheEnd() {
      if (!ended) {
        end();
      }
      count.checkAllReleased();
    }
  }

  /** Asks whether it has ended, and then adds to a queue that does not end. */
  public static class Twin {
    private final Count count = new Count();
    private final DisposalQueue queue = new DisposalQueue();
    private volatile boolean ended;

    @Operation
    public void handOff() {
      var disposal = count.disposal();
      if (ended) {
        disposal.run();
      } else {
        queue.offer(disposal, 0, true);
      }
    }

    @Operation(runOnce = true)
    public void end() {
      ended = true;
      drain();
    }

    private void drain() {
      while (!queue.isEmpty()) {
        var next = queue.poll();
        if (next != null) {
          next.run();
        }
      }
    }

    @Validate
    public void allIsReleasedAfterTheEnd() {
      if (!ended) {
        end();
      }
      count.checkAllReleased();
    }
  }
}
