package io.backdrop;

import org.jspecify.annotations.Nullable;

/**
 * Those who run something beside a trash thread when it finds for the first time that nothing is
 * left, nor waits for another attempt: what they close, nobody else would run. Whoever comes later
 * sees to that himself, and is not waited for: there may be no end of them. For the trash thread
 * alone.
 */
final class LastGuests {

  private final FlushMarks marks;
  private @Nullable FlushMark mark;

  LastGuests(FlushMarks marks) {
    this.marks = marks;
  }

  /** Whether they have come to the end of what they ran. */
  boolean areThrough() {
    if (mark == null) {
      mark = marks.add();
    }
    return mark.isOver();
  }

  void forget() {
    if (mark != null) {
      marks.forget(mark);
    }
  }
}
