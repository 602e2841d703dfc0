package io.backdrop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * However the uses of two handles on one value interleave, with several threads at the same handle,
 * the results are those of some order of them: the value is released or given back once, by the
 * last, and no share is taken of a value that is gone. A count that is looked at and then changed
 * is found out.
 *
 * <p>The disposer throws, so that whoever released the value is among the results. Counts are not
 * asked for: they are those of a moment.
 */
class ArcLincheckTest {

  @Test
  void theHandlesAreLinearizable() {
    options().check(Real.class);
  }

  @Test
  void handlesWhoseCountIsReadAndThenWrittenAreNot() {
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

  /** Two real handles, released in place. */
  public static class Real {
    private final Arc<Object> a =
        Arc.of(
            "value",
            value -> {
              throw new ReleasedHere();
            },
            Strategies.TRIVIAL);
    private final Arc<Object> b = a.share();

    @Operation
    public void closeA() {
      a.close();
    }

    @Operation
    public void closeB() {
      b.close();
    }

    @Operation
    public boolean tryShareA() {
      return a.tryShare().isPresent();
    }

    @Operation
    public Object shareB() {
      return b.share().get();
    }

    @Operation
    public Object getA() {
      return a.get();
    }

    @Operation
    public boolean tryUnwrapA() {
      return a.tryUnwrap().isPresent();
    }

    @Operation
    public boolean tryUnwrapB() {
      return b.tryUnwrap().isPresent();
    }
  }

  /** One handle that closes once, and a count of two steps. */
  public static class Twin {
    private volatile int count = 2;
    private boolean closedA;
    private boolean closedB;

    @Operation
    public void closeA() {
      synchronized (this) {
        if (closedA) {
          return;
        }
        closedA = true;
      }
      release();
    }

    @Operation
    public void closeB() {
      synchronized (this) {
        if (closedB) {
          return;
        }
        closedB = true;
      }
      release();
    }

    private void release() {
      int now = count;
      count = now - 1;
      if (now == 1) {
        throw new ReleasedHere();
      }
    }
  }
}
