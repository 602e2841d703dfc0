package io.backdrop.cli.soak;

import io.backdrop.Residue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A trash thread that is given up because of a disposal that does not end. */
final class GiveUpAct {

  private static final int MOST_VALUES = 40;
  private static final int LONGEST_WAIT = 2_000_000;

  private final Worker worker;
  private final Maker maker;
  private final TrashThreadSubject subject;
  private final List<Value> values = new ArrayList<>();

  private GiveUpAct(Worker worker) {
    this.worker = worker;
    this.maker = worker.maker();
    var kind = Mix.oneOf(SubjectKind.ROOMY, worker.random());
    var setup = TrashThreadSetup.draw(kind, worker.random()).onItsOwn();
    this.subject = new TrashThreadSubject(worker.stage(), setup);
  }

  static void giveUp(Worker worker) {
    new GiveUpAct(worker).perform();
  }

  private void perform() {
    handOffSome();
    var stuck = (StuckValue) handOff(maker.make(ValueKind.STUCK));
    handOffSome(); // Some of these may be taken together with it.
    stuck.awaitBegun();
    handOffSome();
    var residue = subject.giveUp(Duration.ofNanos(worker.random().nextInt(LONGEST_WAIT)));
    check(residue);
    handOffLate();
    stuck.letGo();
    subject.awaitThread();
    values.stream().filter(value -> !value.isReleased()).forEach(Value::left);
    worker.events().add(Event.RESIDUE, residue.count());
    worker.stage().retire(subject);
  }

  /** All quick, so that a few are taken at once, or of all kinds. */
  private void handOffSome() {
    boolean quick = worker.random().nextBoolean();
    for (int i = worker.random().nextInt(MOST_VALUES); i > 0; i--) {
      handOff(quick ? maker.plain() : maker.abandonable());
    }
  }

  private Value handOff(Value value) {
    values.add(value);
    worker.close(maker.wrap(value, subject));
    return value;
  }

  /** Its thread is stuck, so that nothing changes: what is not released is what it tells of. */
  private void check(Residue residue) {
    long count = 0;
    long bytes = 0;
    Map<Class<?>, Long> types = new HashMap<>();
    for (var value : values) {
      if (!value.isReleased()) {
        count++;
        bytes += isWeighed() ? value.weight() : 0;
        types.merge(value.getClass(), 1L, Long::sum);
      }
    }
    var expected = new Residue(count, bytes, types);
    worker
        .stage()
        .faults()
        .check(
            residue.equals(expected),
            () ->
                "%s was given up with %s, and told of %s"
                    .formatted(subject.describe(), expected, residue));
  }

  private boolean isWeighed() {
    return worker.stage().scenario().weighed();
  }

  /** Whoever comes too late releases his value himself. */
  private void handOffLate() {
    var late = maker.closeable();
    worker.close(maker.wrap(late, subject));
    if (!late.isReleased()) {
      late.fault("was not released by its closer, though its trash thread was given up");
    }
  }
}
