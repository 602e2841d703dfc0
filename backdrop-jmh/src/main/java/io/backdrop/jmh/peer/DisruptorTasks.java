package io.backdrop.jmh.peer;

import static com.lmax.disruptor.util.Util.ceilingNextPowerOfTwo;

import com.lmax.disruptor.EventTranslatorOneArg;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;

/** A ring of LMAX Disruptor with one handler, for any number of producers. */
final class DisruptorTasks {

  private static final EventTranslatorOneArg<Slot, Task> PUT =
      (slot, sequence, task) -> slot.task = task;

  private DisruptorTasks() {}

  static Target start(int capacity, WaitStrategy waiting) {
    var disruptor =
        new Disruptor<>(
            Slot::new,
            ceilingNextPowerOfTwo(capacity),
            DaemonThreadFactory.INSTANCE,
            ProducerType.MULTI,
            waiting);
    disruptor.handleEventsWith((slot, sequence, endOfBatch) -> slot.run());
    var ring = disruptor.start();
    return Tasks.inOrder(task -> ring.publishEvent(PUT, task), disruptor::shutdown);
  }

  private static final class Slot {
    private Task task;

    void run() {
      var taken = task;
      task = null; // The ring would keep it alive for another round.
      taken.run();
    }
  }
}
