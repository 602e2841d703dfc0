package io.backdrop.cli.soak;

import io.backdrop.Disposal;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/** A place where one trash thread follows another, while values are handed to it. */
final class RestartedSubject extends Subject {

  private final Stage stage;
  private final AtomicReference<TrashThreadSubject> current;

  /** Not retired by the stage: what they took was counted when it was handed to this one. */
  private final Queue<TrashThreadSubject> replaced = new ConcurrentLinkedQueue<>();

  RestartedSubject(Stage stage, TrashThreadSetup first) {
    super(SubjectKind.RESTARTED);
    this.stage = stage;
    this.current = new AtomicReference<>(new TrashThreadSubject(stage, first));
  }

  @Override
  void hand(Disposal disposal) {
    current.get().execute(disposal);
  }

  /** Puts another one in its place; those who have just looked still give to the one before. */
  void restart(SplittableRandom random) {
    var setup = TrashThreadSetup.draw(SubjectKind.SMALL, random);
    var before = current.getAndSet(new TrashThreadSubject(stage, setup));
    before.end();
    replaced.add(before);
  }

  @Override
  void inspect() {
    current.get().inspect();
  }

  @Override
  void end() {
    current.get().end();
  }

  @Override
  void audit(Counts<Event> events) {
    replaced.forEach(before -> before.audit(events));
    current.get().audit(events);
  }
}
