package io.backdrop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * However the uses of one {@link Backdrop} or one {@link Disposal} interleave, the value goes to
 * one of them, and the rest see it gone. Handles that look first and take afterwards are found out.
 *
 * <p>The disposer throws, so that whoever released the value is among the results.
 */
class BackdropLincheckTest {

  @Test
  void theBackdropIsLinearizable() {
    options().check(RealBackdrop.class);
  }

  @Test
  void theDisposalIsLinearizable() {
    options().check(RealDisposal.class);
  }

  @Test
  void aHandleThatChecksAndThenActsIsNot() {
    assertThatThrownBy(() -> options().check(Twin.class))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("Invalid execution results");
  }

  private static ModelCheckingOptions options() {
    return new ModelCheckingOptions()
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(0)
        .actorsAfter(1)
        .iterations(Scenarios.CHECKED)
        .invocationsPerIteration(1_000);
  }

  /** Thrown by the disposer to whoever runs it. */
  static final class ReleasedHere extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static final Disposer<Object> RELEASING =
      value -> {
        throw new ReleasedHere();
      };

  /** The real handle, released in place. */
  public static class RealBackdrop {
    private final Backdrop<Object> backdrop = Backdrop.of("value", RELEASING, Strategies.TRIVIAL);

    @Operation
    public void close() {
      backdrop.close();
    }

    @Operation
    public Object unwrap() {
      return backdrop.unwrap();
    }

    @Operation
    public Object move() {
      return backdrop.withStrategy(Strategies.LEAK).get();
    }

    @Operation
    public Object get() {
      return backdrop.get();
    }

    @Operation
    public boolean isClosed() {
      return backdrop.isClosed();
    }
  }

  /** The real disposal, given to several threads. */
  public static class RealDisposal {
    private final ClaimableDisposal<Object> disposal =
        new ClaimableDisposal<>("value", RELEASING, null);

    @Operation
    public void run() {
      disposal.run();
    }

    @Operation
    public void beginAndFinish() {
      var begun = disposal.begin();
      if (begun != null) {
        begun.run();
      }
    }

    @Operation
    public Object value() {
      return disposal.value();
    }
  }

  /** Looks whether it is open, and only then ends that. */
  public static class Twin {
    private volatile @Nullable Disposer<Object> open = RELEASING;

    @Operation
    public void close() throws Exception {
      var how = open;
      if (how != null) {
        open = null;
        how.dispose("value");
      }
    }
  }
}
