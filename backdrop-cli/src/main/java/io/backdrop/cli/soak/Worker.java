package io.backdrop.cli.soak;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A producer: a thread that makes values and lets go of them in all ways that the scenario has. */
final class Worker {

  private final Stage stage;
  private final Maker maker;
  private final SplittableRandom random;
  private final Consumer<Worker> halfway;
  private final Counts<ActKind> acts = new Counts<>(ActKind.values());
  private final Counts<Event> events = new Counts<>(Event.values());
  private Subject subject;

  /** One that does something else when it has come halfway. */
  Worker(Stage stage, Maker maker, SplittableRandom random, Consumer<Worker> halfway) {
    this.stage = stage;
    this.maker = maker;
    this.random = random;
    this.halfway = halfway;
    this.subject = stage.anySubject(random);
  }

  void work() {
    int stretches = stage.scenario().stretches();
    for (int stretch = 0; stretch < stretches; stretch++) {
      if (stretch == stretches / 2) {
        halfway.accept(this);
      }
      doSome(stage.scenario().acts().draw(random));
    }
  }

  /** A stretch of one act and one strategy, so that these meet others at full speed too. */
  private void doSome(ActKind kind) {
    subject = stage.anySubject(random);
    long nanos = stage.scenario().nanosOfValue() + subject.kind().nanos() + kind.nanos();
    long times = Math.max(1, stage.scenario().roughness().stretchNanos() / nanos);
    for (long i = 0; i < times && maker.hasRoom(); i++) {
      kind.act().perform(this);
      acts.add(kind);
    }
    Thread.interrupted(); // An interrupt of one stretch is not for the next.
  }

  Stage stage() {
    return stage;
  }

  Maker maker() {
    return maker;
  }

  SplittableRandom random() {
    return random;
  }

  /** Where values of this stretch go. */
  Subject subject() {
    return subject;
  }

  Counts<ActKind> acts() {
    return acts;
  }

  Counts<Event> events() {
    return events;
  }

  void close(AutoCloseable handle) {
    stage.failures().closing(handle);
  }

  /**
   * Gets something out of a handle that others may close at any moment; nothing where they have.
   */
  <T> Optional<T> tryTo(Supplier<T> use) {
    try {
      return Optional.of(use.get());
    } catch (IllegalStateException closedMeanwhile) {
      return Optional.empty();
    } catch (RuntimeException | Error failure) {
      stage.failures().see(failure);
      return Optional.empty();
    }
  }
}
