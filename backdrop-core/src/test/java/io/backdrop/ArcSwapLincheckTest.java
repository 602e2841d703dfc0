package io.backdrop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * However loads and replacements interleave, an {@link ArcSwap} gives the results of some order of
 * them, and never a value that was released. A load that counts itself without looking whether it
 * came too late is found out.
 */
class ArcSwapLincheckTest {

  @Test
  void thePlaceIsLinearizable() {
    options().check(Real.class);
  }

  @Test
  void aLoadThatDoesNotAskWhetherItCameTooLateIsNot() {
    assertThatThrownBy(() -> options().check(Twin.class))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("Invalid execution results");
  }

  private static ModelCheckingOptions options() {
    return new ModelCheckingOptions()
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(1)
        .iterations(Scenarios.CHECKED)
        .invocationsPerIteration(1_000);
  }

  /** The content of a place, which says so when it is read after its release. */
  private static final class Version {
    private final int number;
    private volatile boolean released;

    Version(int number) {
      this.number = number;
    }

    int read() {
      return released ? -1 : number;
    }

    void release() {
      released = true;
    }
  }

  /** The real place, which releases in place. */
  public static class Real {
    private final ArcSwap<Version> swap = new ArcSwap<>(arc(0));

    private static Arc<Version> arc(int number) {
      return Arc.of(new Version(number), Version::release, Strategies.TRIVIAL);
    }

    @Operation
    public int load() {
      try (var handle = swap.load()) {
        return handle.get().read();
      }
    }

    @Operation
    public void store(int number) {
      swap.store(arc(number));
    }

    @Operation
    public int swap(int number) {
      try (var before = swap.swap(arc(number))) {
        return before.get().read();
      }
    }

    @Operation
    public void increment() {
      swap.update(version -> arc(version.read() + 1));
    }

    @Operation
    public void close() {
      swap.close();
    }
  }

  /** Counts itself as a user of what it read, which may be gone by then. */
  public static class Twin {
    private static final class Counted {
      private final Version version;
      private int count = 1;

      Counted(int number) {
        version = new Version(number);
      }

      synchronized void retain() {
        count++;
      }

      synchronized void release() {
        if (--count == 0) {
          version.release();
        }
      }
    }

    private @Nullable Counted current = new Counted(0);

    private synchronized @Nullable Counted replace(Counted next) {
      var before = current;
      current = next;
      return before;
    }

    private synchronized Counted current() {
      return current;
    }

    @Operation
    public int load() {
      var seen = current();
      seen.retain();
      int number = seen.version.read();
      seen.release();
      return number;
    }

    @Operation
    public void store(int number) {
      replace(new Counted(number)).release();
    }
  }
}
