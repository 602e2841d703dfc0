package io.backdrop;

/** Who makes the attempts that are left in place, and is not stuck while pausing between them. */
interface Pausing {

  /** Somebody whom nobody watches. */
  Pausing UNWATCHED =
      new Pausing() {
        @Override
        public void pause(long now) {}

        @Override
        public void resume(long now) {}
      };

  void pause(long now);

  void resume(long now);
}
