package io.backdrop.cli.soak;

import io.backdrop.LeakDetection;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** One round of a soak: a scenario, played from its seed to its balance. For one thread. */
final class Round {

  private static final int VALUES = 1 << 20;

  /** What is late at the end of a round may take this part of the time that the round may take. */
  private static final int PART_OF_PATIENCE = 4;

  private static final long LOOK_NANOS = 200_000;
  private static final int INTERRUPT_NANOS = 400_000;

  private final long patience;
  private final SplittableRandom random;
  private final Scenario scenario;
  private final Stage stage;
  private final EarlyEnd earlyEnd;
  private final List<Worker> workers = new ArrayList<>();
  private final Tried tried = new Tried();

  Round(long seed, Faults faults, Settings settings) {
    this.patience = settings.patience().toNanos() / PART_OF_PATIENCE;
    this.random = new SplittableRandom(seed);
    this.scenario = Draw.scenario(random.split());
    LeakDetection.setLevel(scenario.watched());
    this.stage = new Stage(scenario, VALUES, faults, random.split(), settings.planted());
    this.earlyEnd = new EarlyEnd(stage);
    addWorkers();
  }

  /** The first numbers belong to the stage. */
  private void addWorkers() {
    int each = (VALUES - Maker.MOST_AT_ONCE) / scenario.producers();
    for (int i = 0; i < scenario.producers(); i++) {
      var maker = new Maker(stage, random.split(), Maker.MOST_AT_ONCE + i * each, each);
      workers.add(
          new Worker(stage, maker, random.split(), i == 0 ? earlyEnd::perform : worker -> {}));
    }
  }

  /** What it is like, in lines. */
  List<String> describe() {
    var lines = new ArrayList<>(scenario.describe());
    stage.subjects().forEach(subject -> lines.add("strategy: " + subject.describe()));
    return lines;
  }

  Tried tried() {
    return tried;
  }

  /** Plays it; what does not hold is among the faults then. */
  Balance play() {
    var inspector = new Repeating("soak-inspector", () -> run(this::inspect), () -> LOOK_NANOS);
    if (scenario.interrupted()) {
      workDisturbed();
    } else {
      work();
    }
    end();
    tried.events().add(Event.READING, inspector.end());
    return audit();
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable failure) {
      stage.failures().see(failure);
    }
  }

  private void work() {
    var producers = stage.victims().factory("soak-producer");
    var threads =
        workers.stream().map(worker -> producers.newThread(() -> run(worker::work))).toList();
    threads.forEach(Thread::start);
    threads.forEach(thread -> Waiting.forever(thread::join));
  }

  private void workDisturbed() {
    var chance = random.split();
    var disturber =
        new Repeating(
            "soak-disturber",
            () -> stage.victims().interruptOne(chance),
            () -> chance.nextInt(INTERRUPT_NANOS));
    work();
    tried.events().add(Event.INTERRUPT, disturber.end());
  }

  private void inspect() {
    stage.subjects().forEach(Subject::inspect);
  }

  /** Has all that is still held let go of, and all that is pending released. */
  private void end() {
    stage.clear();
    var subjects = new ArrayList<>(stage.subjects());
    while (!subjects.isEmpty()) {
      subjects.remove(random.nextInt(subjects.size())).end();
    }
    stage.subjects().forEach(Subject::awaitThread);
    awaitSettled();
    earlyEnd.check();
  }

  /** Threads that nobody can wait for are waited for by looking at what they do. */
  private void awaitSettled() {
    long began = System.nanoTime();
    while (!stage.ledger().isSettled(earlyEnd.leftOver()) && System.nanoTime() - began < patience) {
      if (stage.needsCollector()) {
        System.gc();
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private Balance audit() {
    for (var worker : workers) {
      tried.values().addAll(worker.maker().made());
      tried.acts().addAll(worker.acts());
      tried.events().addAll(worker.events());
    }
    stage.subjects().forEach(this::audit);
    stage.retired().forEach(this::audit);
    return stage.ledger().balance();
  }

  private void audit(Subject subject) {
    subject.audit(tried.events());
    tried.strategies().add(subject.kind(), subject.taken());
  }
}
