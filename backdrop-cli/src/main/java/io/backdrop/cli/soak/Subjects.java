package io.backdrop.cli.soak;

import io.backdrop.BackdropStrategy;
import java.util.SplittableRandom;

/** Opens strategies of all kinds. */
final class Subjects {

  private static final int MOST_THREADS = 4;

  private Subjects() {}

  static Subject open(SubjectKind kind, Stage stage, SplittableRandom random) {
    return switch (kind) {
      case POLLING, SIGNALLING, UNBOUNDED, SMALL, WEIGHED, PACED ->
          trashThread(kind, stage, random);
      case RESTARTED ->
          new RestartedSubject(stage, TrashThreadSetup.draw(SubjectKind.SMALL, random));
      case DEBUG -> debugged(trashThread(SubjectKind.SIGNALLING, stage, random));
      case TRIVIAL -> new PlainSubject(kind, BackdropStrategy.trivial());
      case THREAD -> new PlainSubject(kind, BackdropStrategy.threadPerDisposal());
      case VIRTUAL_THREAD -> new PlainSubject(kind, BackdropStrategy.virtualThread());
      case VIRTUAL_THREADS ->
          new PlainSubject(kind, BackdropStrategy.virtualThreads(threads(random)));
      case EXECUTOR -> new ExecutorSubject(stage, threads(random));
      case QUEUE -> throw new IllegalArgumentException("A trash queue belongs to one thread");
    };
  }

  private static int threads(SplittableRandom random) {
    return 1 + random.nextInt(MOST_THREADS);
  }

  static TrashThreadSubject trashThread(SubjectKind kind, Stage stage, SplittableRandom random) {
    var setup = TrashThreadSetup.draw(kind, random);
    boolean givesUp = stage.scenario().ending() == Ending.GIVEN_UP;
    return new TrashThreadSubject(stage, givesUp ? setup.onItsOwn() : setup);
  }

  private static Subject debugged(Subject inner) {
    return new WrappedSubject(SubjectKind.DEBUG, inner, BackdropStrategy.debug(inner));
  }
}
