package io.backdrop;

/** Told of the pauses of whoever makes further attempts in place, and is not stuck meanwhile. */
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
