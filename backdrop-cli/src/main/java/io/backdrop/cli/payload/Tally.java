package io.backdrop.cli.payload;

/**
 * What became of a payload.
 *
 * @param size how many parts it was built of
 * @param released how many were released
 * @param again how many times a part was to be released that had been released before
 * @param left how many are still there, counted independently of {@code released}
 */
public record Tally(long size, long released, long again, long left) {

  /** Whether every part was released once and none twice. */
  public boolean isReleasedOnce() {
    return released == size && again == 0 && left == 0;
  }

  /** Whether nothing was released. */
  public boolean isUntouched() {
    return released == 0 && again == 0 && left == size;
  }

  @Override
  public String toString() {
    return "of %,d parts %,d were released, %,d a second time, and %,d are left"
        .formatted(size, released, again, left);
  }
}
