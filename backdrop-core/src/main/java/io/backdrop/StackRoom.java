package io.backdrop;

/** Whether enough is left of the stack to do what must not be cut short. */
final class StackRoom {

  /**
   * Many times as many frames as there are from where a disposal is taken to where it is run: the
   * method here is soon compiled, and its frames are then small compared to those of an
   * interpreter.
   */
  private static final int FRAMES = 256;

  /** So many where one value is concerned that is not in a queue, and where it happens often. */
  private static final int FRAMES_FOR_ONE = 64;

  private StackRoom() {}

  /** Goes down as deep as may be needed, and comes back; throws when it does not get there. */
  static void ensure() {
    deepen(FRAMES, 0, 0, 0, 0, 0, 0, 0);
  }

  /** The same for running one disposal, which is its closer's own. */
  static void ensureForOne() {
    deepen(FRAMES_FOR_ONE, 0, 0, 0, 0, 0, 0, 0);
  }

  /** The parameters make a frame of it that is not smaller than others are. */
  private static long deepen(int frames, long a, long b, long c, long d, long e, long f, long g) {
    return frames == 0 ? a + b + c + d + e + f + g : 1 + deepen(frames - 1, b, c, d, e, f, g, a);
  }
}
