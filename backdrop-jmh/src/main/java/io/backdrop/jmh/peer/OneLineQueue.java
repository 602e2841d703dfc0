package io.backdrop.jmh.peer;

/**
 * A queue of links without what keeps its two ends apart: the consumer writes the head in the cache
 * line in which producers exchange the tail.
 */
final class OneLineQueue extends ProducerEnd {

  private Task head = begin();

  Task poll() {
    var first = after(head);
    if (first != null) {
      cut(head);
      head = first;
    }
    return first;
  }
}
