package io.backdrop.cli.soak;

import io.backdrop.Arc;
import io.backdrop.ArcSwap;
import io.backdrop.Backdrop;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What the threads of one round have in common. For any thread, once it is set up. */
final class Stage {

  private static final int LARGEST_SHELF = 16;

  private final Scenario scenario;
  private final Ledger ledger;
  private final SeenFailures failures;
  private final Victims victims = new Victims();
  private final List<Subject> subjects = new ArrayList<>();
  private final Queue<Subject> retired = new ConcurrentLinkedQueue<>();
  private final Shelf<Backdrop<Value>> handles;
  private final Shelf<Arc<Value>> shares;
  private final ArcSwap<Value> place;
  private volatile boolean needsCollector;

  /** Sets the stage; the maker is for the first version of what is going to be replaced. */
  Stage(Scenario scenario, int values, Faults faults, SplittableRandom random, Planted planted) {
    this.scenario = scenario;
    this.ledger = new Ledger(values, faults);
    this.failures = new SeenFailures(faults);
    for (var kind : scenario.subjects()) {
      subjects.add(Subjects.open(kind, this, random));
    }
    if (planted != Planted.NONE) {
      subjects.set(0, planted.in(subjects.getFirst()));
    }
    this.handles = shelf(random);
    this.shares = shelf(random);
    var maker = new Maker(this, random, 0, Maker.MOST_AT_ONCE);
    this.place = new ArcSwap<>(maker.share(maker.plain(), subjects.getFirst()));
  }

  /** The smaller, the more often two do something with the same handle at the same time. */
  private static <T> Shelf<T> shelf(SplittableRandom random) {
    return new Shelf<>(1 + random.nextInt(random.nextBoolean() ? 2 : LARGEST_SHELF));
  }

  Scenario scenario() {
    return scenario;
  }

  Ledger ledger() {
    return ledger;
  }

  Faults faults() {
    return ledger.faults();
  }

  SeenFailures failures() {
    return failures;
  }

  Victims victims() {
    return victims;
  }

  /** The strategies that are there for the whole round. */
  List<Subject> subjects() {
    return subjects;
  }

  Subject anySubject(SplittableRandom random) {
    return subjects.get(random.nextInt(subjects.size()));
  }

  /** One that is of this kind, if there is any. */
  <S extends Subject> @Nullable S any(Class<S> kind, SplittableRandom random) {
    var all = subjects.stream().filter(kind::isInstance).map(kind::cast).toList();
    return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
  }

  boolean neverNests() {
    return subjects.stream().allMatch(Subject::neverNests);
  }

  /** Keeps one that was there for a while, to be looked at in the end. */
  void retire(Subject subject) {
    retired.add(subject);
  }

  /** Those that were there for a while. */
  Queue<Subject> retired() {
    return retired;
  }

  /** Backdrops that several threads use and close. */
  Shelf<Backdrop<Value>> handles() {
    return handles;
  }

  /** Shares of values that several threads use and close. */
  Shelf<Arc<Value>> shares() {
    return shares;
  }

  /** A value that is replaced while others use it. */
  ArcSwap<Value> place() {
    return place;
  }

  /** Says that there is something for the garbage collector to find. */
  void needCollector() {
    needsCollector = true;
  }

  boolean needsCollector() {
    return needsCollector;
  }

  /** Closes what nobody has closed yet. */
  void clear() {
    handles.drain(failures::closing);
    shares.drain(failures::closing);
    failures.closing(place);
  }
}
