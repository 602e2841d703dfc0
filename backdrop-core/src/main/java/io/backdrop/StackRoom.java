package io.backdrop;

/** Whether enough is left of the stack to do what must not be cut short. */
final class StackRoom {

  /** Several times the frames that there are from where a disposal is taken to where it is run. */
  private static final int FRAMES = 64;

  private StackRoom() {}

  /** Goes down as deep as may be needed, and comes back; throws when it does not get there. */
  static void ensure() {
    deepen(FRAMES, 0, 0, 0, 0, 0, 0, 0);
  }

  /** The parameters make a frame of it that is not smaller than others are. */
  private static long deepen(int frames, long a, long b, long c, long d, long e, long f, long g) {
    return frames == 0 ? a + b + c + d + e + f + g : 1 + deepen(frames - 1, b, c, d, e, f, g, a);
  }
}
