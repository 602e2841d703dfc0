package io.backdrop;

/** Told when a thread pauses between attempts that it makes in place: meanwhile it is not stuck. */
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
