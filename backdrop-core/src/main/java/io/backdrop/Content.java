package io.backdrop;

import org.jspecify.annotations.Nullable;

/** What a container holds, and how far a {@link StructuralWalk} has come in it. */
sealed class Content permits CollectedContent {

  private @Nullable Object[] elements;
  private int position;

  /** How many were taken from the portions before. */
  private long before;

  /** No copy: whoever changes the array changes what is released. */
  Content(@Nullable Object... elements) {
    this.elements = elements;
  }

  /** Whether there is more to {@link #read} before the first element is taken. */
  boolean isUnread() {
    return false;
  }

  /** Reads some more of what the container holds. */
  void read() {}

  /** What comes after these elements; null when nothing does. */
  @Nullable Object @Nullable [] following() {
    return null;
  }

  final boolean hasNext() {
    while (position == elements.length) {
      var following = following();
      if (following == null) {
        return false;
      }
      before += position;
      elements = following;
      position = 0;
    }
    return true;
  }

  /** How many there are, as far as they have been read. */
  long size() {
    return elements.length;
  }

  final long taken() {
    return before + position;
  }

  /** To be called after {@link #hasNext}. */
  final @Nullable Object next() {
    return elements[position++];
  }
}
