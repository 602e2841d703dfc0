package io.backdrop.cli.soak;

import io.backdrop.LeakDetection.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Draws a scenario, one property after the other, those that others depend on first. */
final class Draw {

  private static final int MOST_PRODUCERS = 4;
  private static final int MOST_SUBJECTS = 3;
  private static final int FEWEST_STRETCHES = 10;

  /** Looking after all handles takes long, and is no more than another way to do the same. */
  private static final Level[] WATCHED = {
    Level.OFF, Level.SAMPLED, Level.SAMPLED, Level.SAMPLED, Level.SAMPLED, Level.ALL
  };

  private final SplittableRandom random;
  private final Roughness roughness;
  private final Ending ending;

  private Draw(SplittableRandom random) {
    this.random = random;
    this.roughness = Mix.oneOf(Roughness.values(), random);
    this.ending = random.nextInt(3) > 0 ? Ending.LAST : Mix.oneOf(Ending.values(), random);
  }

  static Scenario scenario(SplittableRandom random) {
    return new Draw(random).scenario();
  }

  private Scenario scenario() {
    boolean nested = ending != Ending.GIVEN_UP && random.nextBoolean();
    var leaves = roughness.mix(leaves());
    var subjects = subjects();
    var watched = watched();
    return new Scenario(
        roughness,
        nested,
        nested ? roughness.mix(all()) : leaves,
        leaves,
        random.nextBoolean(),
        1 + random.nextInt(MOST_PRODUCERS),
        FEWEST_STRETCHES + random.nextInt(roughness.mostStretches() - FEWEST_STRETCHES),
        Mix.of(acts(subjects, watched)),
        random.nextBoolean(),
        watched,
        ending,
        subjects);
  }

  private static List<ValueKind> all() {
    return Arrays.stream(ValueKind.values()).filter(ValueKind::isUsual).toList();
  }

  /** A strategy that gives up may leave any of them behind, and no others with them. */
  private List<ValueKind> leaves() {
    return all().stream()
        .filter(kind -> ending == Ending.GIVEN_UP ? kind.isAbandonable() : !kind.isNested())
        .toList();
  }

  private List<SubjectKind> subjects() {
    boolean givesUp = ending == Ending.GIVEN_UP;
    var kinds = givesUp ? SubjectKind.TRASH_THREADS : SubjectKind.SHARED;
    var quick = Arrays.stream(kinds).filter(kind -> roughness.hasTimeFor(kind.nanos())).toList();
    int count = givesUp ? 1 : 1 + random.nextInt(MOST_SUBJECTS);
    return Stream.generate(() -> Mix.of(quick).draw(random)).limit(count).toList();
  }

  private Level watched() {
    var level = Mix.oneOf(WATCHED, random);
    return roughness == Roughness.CALM && level == Level.ALL ? Level.SAMPLED : level;
  }

  /** A few of them, so that each round is about something. */
  private List<ActKind> acts(List<SubjectKind> subjects, Level watched) {
    var acts = new ArrayList<ActKind>();
    acts.add(ActKind.CLOSE);
    for (var act : ActKind.values()) {
      boolean isPossible =
          roughness.hasTimeFor(act.nanos()) && act.isPossible(subjects, ending, watched);
      if (isPossible && random.nextBoolean()) {
        acts.add(act);
      }
    }
    return acts;
  }
}
