package io.backdrop.jmh.peer;

/**
 * A queue whose tasks are its links, and which does not count them. The same as {@link
 * OneLineQueue} but for where its head lies in memory, which the class that has it decides.
 */
final class LinkedQueue extends FarFromConsumer {

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

/** Two cache lines between what producers write and what the consumer does. */
@SuppressWarnings("unused")
abstract class FarFromConsumer extends ProducerEnd {
  private int p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
  private int p16, p17, p18, p19, p20, p21, p22, p23, p24, p25, p26, p27, p28, p29, p30, p31;
}
