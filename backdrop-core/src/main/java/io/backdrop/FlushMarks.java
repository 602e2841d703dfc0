package io.backdrop;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Those who wait for what was handed off before. Any thread may add one, or let some pass. */
final class FlushMarks {

  private final DisposalQueue queue;
  private final Supplier<List<Awaited>> turns;
  private final Queue<FlushMark> marks = new ConcurrentLinkedQueue<>();

  /** Marks in a queue, which is taken from in such turns. */
  FlushMarks(DisposalQueue queue, Supplier<List<Awaited>> turns) {
    this.queue = queue;
    this.turns = turns;
  }

  /**
   * A mark for all that has been handed off. This adds the mark, and then reads {@code taken};
   * whoever takes writes {@code taken}, and then looks for marks. One of the two sees the other's,
   * and lets the mark pass.
   */
  FlushMark add() {
    var mark = new FlushMark(queue.next());
    marks.add(mark);
    pass();
    return mark;
  }

  /** Nobody waits for it any more, whether it has passed or not. */
  void forget(FlushMark mark) {
    marks.remove(mark);
  }

  /**
   * How many may be taken at once, at most so many: whoever flushes waits for the end of a turn, so
   * that turn is to take nothing that came after the mark. Where memory ends, it is one.
   */
  int mostAtOnce(int most) {
    if (marks.isEmpty()) {
      return most;
    }
    long taken = queue.taken();
    long end = taken + most;
    try {
      for (var mark : marks) {
        end = mark.position() > taken ? Math.min(end, mark.position()) : end;
      }
    } catch (OutOfMemoryError unseen) {
      return Math.min(most, 1);
    }
    return (int) (end - taken);
  }

  /**
   * Lets those pass before which all has been taken. A turn begins before anything is taken in it,
   * and the turns are read here after {@code taken}: so each turn in which something before the
   * mark was taken is among them, unless it is over. Where memory ends, the marks wait until
   * somebody lets them pass later; what was taken must be run all the same.
   */
  void pass() {
    try {
      if (!marks.isEmpty()) {
        marks.removeIf(this::tryPass);
      }
    } catch (OutOfMemoryError later) {
      // As said above.
    }
  }

  private boolean tryPass(FlushMark mark) {
    if (mark.position() > queue.taken()) {
      return false;
    }
    mark.pass(turns.get());
    return true;
  }
}
