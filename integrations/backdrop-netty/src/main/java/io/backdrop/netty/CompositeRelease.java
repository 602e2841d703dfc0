package io.backdrop.netty;

import io.backdrop.IncrementalDisposer.Release;
import io.netty.buffer.CompositeByteBuf;
import io.netty.util.ReferenceCounted;
import io.netty.util.internal.PlatformDependent;
import org.jspecify.annotations.Nullable;

/**
 * Releases a composite buffer a component at a time, from the last to the first: after the last
 * one, there are no others for Netty to move.
 *
 * <p>A component is removed as soon as it is released, so the composite does not release it again.
 */
final class CompositeRelease implements Release {

  /** As in the core: so many tell what is wrong. */
  private static final int MOST_SUPPRESSED = 100;

  /** What is to be released: the composite itself, or what detects whether it leaks. */
  private final CompositeByteBuf whole;

  /** What has the components. A leak detector may record a stack trace for each that is removed. */
  private final CompositeByteBuf composite;

  private final int components;
  private int left;

  private @Nullable Throwable failure;
  private int suppressed;

  private CompositeRelease(CompositeByteBuf whole, CompositeByteBuf composite) {
    this.whole = whole;
    this.composite = composite;
    this.components = composite.numComponents();
    this.left = components;
  }

  /**
   * Null for what is to be released as a whole: what is no composite, or has further owners, whose
   * components these are as well. Also for a subclass that is not Netty's: it may do more at its
   * release, or wrap what it does not own.
   */
  static @Nullable CompositeRelease of(ReferenceCounted value) {
    if (!(value instanceof CompositeByteBuf whole) || !isOfNetty(whole) || whole.refCnt() != 1) {
      return null;
    }
    var composite = whole.unwrap() instanceof CompositeByteBuf wrapped ? wrapped : whole;
    return composite.getClass() == CompositeByteBuf.class
        ? new CompositeRelease(whole, composite)
        : null;
  }

  private static boolean isOfNetty(CompositeByteBuf buffer) {
    return buffer.getClass().getPackageName().equals(CompositeByteBuf.class.getPackageName());
  }

  @Override
  public boolean step() {
    if (left > 0) {
      left--;
      releaseComponent(left);
      return true;
    }
    if (failure != null) {
      PlatformDependent.throwException(failure);
    }
    whole.release();
    return false;
  }

  /** One that fails stays in the composite, which therefore is not released: it would try again. */
  private void releaseComponent(int index) {
    try {
      composite.removeComponent(index);
    } catch (Throwable thrown) {
      add(thrown);
    }
  }

  @SuppressWarnings("ReferenceEquality") // A throwable cannot be suppressed in itself.
  private void add(Throwable thrown) {
    if (failure == null) {
      failure = thrown;
    } else if (thrown != failure && suppressed++ < MOST_SUPPRESSED) {
      try {
        failure.addSuppressed(thrown);
      } catch (OutOfMemoryError leftOut) {
        // The components that are left matter more.
      }
    }
  }

  @Override
  public double progress() {
    return components == 0 ? 0 : 1 - (double) left / components;
  }
}
