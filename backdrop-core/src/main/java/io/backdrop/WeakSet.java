package io.backdrop;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/** A set whose elements stay while somebody else refers to them. Thread-safe. */
final class WeakSet<E> {

  /** Guarded by itself. */
  private final Set<E> elements = Collections.newSetFromMap(new WeakHashMap<>());

  void add(E element) {
    synchronized (elements) {
      elements.add(element);
    }
  }

  void remove(E element) {
    synchronized (elements) {
      elements.remove(element);
    }
  }

  /** Allocates nothing, for {@link PeriodicCheck}. */
  boolean isEmpty() {
    synchronized (elements) {
      return elements.isEmpty();
    }
  }

  List<E> list() {
    synchronized (elements) {
      return List.copyOf(elements);
    }
  }
}
