package io.backdrop;

/**
 * How long a {@link Turn} has been going on. Written by its consumer's thread alone, or before that
 * is started by whoever starts it, and before the turn's number is: a reader that looks at that
 * number first sees times that are no older. They may be newer, even of a later turn, so it looks
 * at the number once more.
 */
final class TurnClock implements Pausing {

  /** When the turn began, or went on after a rest. */
  private long began;

  /** How long it had run before that rest, in nanoseconds. */
  private long ran;

  /** Whether the consumer of a paced thread rests in the middle of a disposal. */
  private volatile boolean resting;

  /** Whether it pauses between two attempts. */
  private volatile boolean pausing;

  /** When what it does began: the turn, an attempt, a pause. */
  private long since;

  /** How long it has paused, in nanoseconds. For its own thread alone. */
  private long paused;

  void begin(long now) {
    ran = 0;
    began = now;
    since = now;
    paused = 0;
  }

  /** The consumer rests, and is not stuck, until it {@linkplain #goOn goes on}. */
  void rest(long now) {
    ran += now - began;
    resting = true;
  }

  void goOn(long now) {
    began = now;
    since = now;
    resting = false;
  }

  /**
   * Nothing is run meanwhile; but the turn goes on, in which others may wait for what was taken.
   */
  @Override
  public void pause(long now) {
    pausing = true;
    since = now;
  }

  @Override
  public void resume(long now) {
    paused += now - since;
    since = now;
    pausing = false;
  }

  long since() {
    return since;
  }

  /** How long it has run disposals. For its own thread. */
  long worked(long now) {
    return ran(now) - paused;
  }

  /** How long it has run, rests not included. */
  private long ran(long now) {
    return ran + now - began;
  }

  /** Whether what it does has been going on for as long as that, or longer: no rest, no pause. */
  boolean isBusyFor(long nanos, long now) {
    return !resting && !pausing && now - since >= nanos;
  }

  /**
   * Whether the turn has been going on for as long as that, or longer, and does not rest now. A
   * look that coincides with the beginning of a rest may count the time before it twice. Then
   * another takes over early, which does no harm.
   */
  boolean hasRunFor(long nanos, long now) {
    return !resting && ran(now) >= nanos;
  }
}
