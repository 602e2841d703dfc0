package io.backdrop.cli.soak;

/** Strategies that begin and end within each other, or overlap. */
final class ScopeActs {

  /** What goes wrong in a scope. */
  private static final class BodyFails extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BodyFails() {
      super("on purpose", null, false, false);
    }
  }

  private ScopeActs() {}

  static void scopes(Worker worker) {
    try {
      if (worker.random().nextBoolean()) {
        nested(worker);
      } else {
        overlapping(worker);
      }
    } catch (BodyFails planned) {
      // The scopes have been closed, and have looked after themselves.
    }
  }

  private static void nested(Worker worker) {
    try (var outer = trashThread(worker)) {
      outer.use();
      try (var inner = trashThread(worker)) {
        inner.use();
        outer.use();
        failSometimes(worker);
      }
      outer.use();
    }
  }

  /** What is closed first was opened first. Handles of an ended scope are closed after its end. */
  private static void overlapping(Worker worker) {
    var one = trashThread(worker);
    try (var other = trashThread(worker)) {
      var maker = worker.maker();
      var late = maker.wrap(maker.any(), one.subject());
      try (one) {
        one.use();
        other.use();
        failSometimes(worker);
      } finally {
        worker.close(late);
      }
      other.use();
    }
  }

  private static Scope<TrashThreadSubject> trashThread(Worker worker) {
    var kind = Mix.oneOf(SubjectKind.TRASH_THREADS, worker.random());
    var subject = Subjects.trashThread(kind, worker.stage(), worker.random());
    return new Scope<>(worker, subject, subject.isFlushable());
  }

  /** A queue with a body that may fail, and that works off its backlog in all ways there are. */
  static void queue(Worker worker) {
    try (var scope = new Scope<>(worker, new QueueSubject(worker.stage()), true)) {
      for (int i = worker.random().nextInt(6); i > 0; i--) {
        scope.use();
        scope.subject().disposeSome(worker.random());
        failSometimes(worker);
      }
    } catch (BodyFails planned) {
      // As above.
    }
  }

  private static void failSometimes(Worker worker) {
    if (worker.random().nextInt(16) == 0) {
      throw new BodyFails();
    }
  }
}
