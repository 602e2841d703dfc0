package io.backdrop;

import io.backdrop.IncrementalDisposer.Release;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One walk through a value and all that it contains; see {@link Disposer#structural()}. A step is
 * one element, a portion of a collection that is read, or the end of a container.
 *
 * <p>Depth first, with the containers that are being walked on a stack of its own, so the depth of
 * nesting is bounded by the heap.
 */
final class StructuralWalk implements Release {

  /** What lies deeper is too small a part of the value to be told of. */
  private static final int DEEPEST = 8;

  private final ArrayDeque<Content> stack = new ArrayDeque<>();
  private final EnteredContainers entered = new EnteredContainers();
  private final Failures failures = new Failures();
  private final Disposer<Object> leaves;

  StructuralWalk(Object value, Disposer<Object> leaves) {
    this.leaves = leaves;
    push(value);
  }

  /** The last one throws the first failure of all. */
  @Override
  public boolean step() throws Exception {
    var top = stack.element();
    if (top.isUnread()) {
      read(top);
      return true;
    }
    if (top.hasNext()) {
      visit(top.next());
      return true;
    }
    stack.pop();
    if (!stack.isEmpty()) {
      return true;
    }
    failures.throwFirst();
    return false;
  }

  /**
   * As if all elements of a container were of one size. Of a container below the top of the stack,
   * the last element taken is the container above it, and is as far as that is.
   */
  @Override
  public double progress() {
    double done = 0;
    double part = 1;
    var contents = stack.descendingIterator();
    for (int depth = 0; depth < DEEPEST && contents.hasNext(); depth++) {
      var content = contents.next();
      long taken = contents.hasNext() ? content.taken() - 1 : content.taken();
      done += part * taken / Math.max(1, content.size());
      part /= Math.max(1, content.size());
    }
    return done;
  }

  private void visit(@Nullable Object value) {
    try {
      if (value instanceof AutoCloseable closeable) {
        closeable.close();
      } else if (value != null) {
        enter(value);
      }
    } catch (Throwable failure) {
      failures.add(failure);
    }
  }

  @SuppressWarnings("IfChainToSwitch") // A switch over types takes milliseconds to link.
  private void enter(Object value) throws Exception {
    if (value instanceof Optional<?> optional) {
      push(optional.orElse(null));
    } else if (value instanceof Map.Entry<?, ?> entry) {
      push(entry.getKey(), entry.getValue());
    } else if (value instanceof Object[] array) {
      enterOnce(array, () -> new Content(array));
    } else if (value instanceof Collection<?> collection) {
      enterOnce(collection, () -> CollectedContent.of(collection));
    } else if (value instanceof Map<?, ?> map) {
      enterOnce(map, () -> CollectedContent.of(map));
    } else if (value instanceof Record components) {
      enterOnce(components, () -> new Content(RecordComponents.read(components, failures)));
    } else {
      leaves.dispose(value);
    }
  }

  private void enterOnce(Object container, Supplier<Content> content) {
    if (entered.add(container)) {
      var entering = content.get();
      stack.push(entering);
      entering.read();
    }
  }

  private void read(Content content) {
    try {
      content.read();
    } catch (Throwable failure) {
      failures.add(failure);
    }
  }

  private void push(@Nullable Object... elements) {
    stack.push(new Content(elements));
  }
}
