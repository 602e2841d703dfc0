package io.backdrop;

import io.backdrop.IncrementalDisposer.Release;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One walk through a value and all that it contains; see {@link Disposer#structural()}. A step is
 * one element, or the end of a container.
 *
 * <p>Depth first, with the containers that are being walked on a stack of its own, so the depth of
 * nesting is bounded by the heap. A container's content is an array from the start (its own, where
 * it is one), so closing an element may change the container.
 */
final class StructuralWalk implements Release {

  /** What a container holds, and how far the walk has come in it. */
  private static final class Cursor {
    private final @Nullable Object[] content;
    private int position;

    Cursor(@Nullable Object[] content) {
      this.content = content;
    }

    boolean hasNext() {
      return position < content.length;
    }

    @Nullable Object next() {
      return content[position++];
    }
  }

  private final ArrayDeque<Cursor> stack = new ArrayDeque<>();
  private final Set<Object> entered = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Failures failures = new Failures();

  StructuralWalk(Object value) {
    push(value);
  }

  /** The last one throws the first failure of all. */
  @Override
  public boolean step() throws Exception {
    var top = stack.element();
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

  private void enter(Object value) {
    if (value instanceof Optional<?> optional) {
      push(optional.orElse(null));
    } else if (value instanceof Map.Entry<?, ?> entry) {
      push(entry.getKey(), entry.getValue());
    } else if (value instanceof Object[] array) {
      enterOnce(array, () -> array);
    } else if (value instanceof Collection<?> collection) {
      enterOnce(collection, collection::toArray);
    } else if (value instanceof Map<?, ?> map) {
      enterOnce(map, () -> keysAndValues(map));
    } else if (value instanceof Record components) {
      enterOnce(components, () -> RecordComponents.read(components, failures));
    }
  }

  private void enterOnce(Object container, Supplier<@Nullable Object[]> content) {
    if (entered.add(container)) {
      push(content.get());
    }
  }

  private void push(@Nullable Object... content) {
    stack.push(new Cursor(content));
  }

  /** Not the entries: some maps change an entry when another one is removed. */
  private static @Nullable Object[] keysAndValues(Map<?, ?> map) {
    var content = new ArrayList<@Nullable Object>();
    map.forEach((key, value) -> {
      content.add(key);
      content.add(value);
    });
    return content.toArray();
  }
}
