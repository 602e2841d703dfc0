package io.backdrop.cli.soak;

/**
 * The sums of a ledger.
 *
 * @param made values made
 * @param released of these, released once or more
 * @param takenBack of these, taken out of their handles, so that no disposal ran
 * @param left of these, counted by a residue and not released
 * @param lost of these, none of that
 * @param twice of these, more than one of that, or one of it more than once
 * @param thrown releases that failed
 * @param seen failures that somebody was told of
 */
public record Balance(
    long made,
    long released,
    long takenBack,
    long left,
    long lost,
    long twice,
    long thrown,
    long seen) {

  static final Balance EMPTY = new Balance(0, 0, 0, 0, 0, 0, 0, 0);

  Balance plus(Balance other) {
    return new Balance(
        made + other.made,
        released + other.released,
        takenBack + other.takenBack,
        left + other.left,
        lost + other.lost,
        twice + other.twice,
        thrown + other.thrown,
        seen + other.seen);
  }

  /** What is wrong, as one number: zero when every value had one end and every failure was seen. */
  public long difference() {
    return lost + twice + Math.abs(thrown - seen);
  }

  /** Adds up entries. For one thread. */
  static final class Sum {

    private long made;
    private long released;
    private long takenBack;
    private long left;
    private long lost;
    private long twice;
    private long thrown;
    private long seen;

    /** Adds an entry; returns whether it is as it should be. */
    boolean add(int itsReleases, int itsTakings, int itsLeavings, int itsFailures, int itsSeen) {
      int ends = itsReleases + itsTakings + itsLeavings;
      made++;
      released += Math.min(itsReleases, 1);
      takenBack += Math.min(itsTakings, 1);
      left += Math.min(itsLeavings, 1);
      lost += ends == 0 ? 1 : 0;
      twice += ends > 1 ? 1 : 0;
      thrown += itsFailures;
      seen += itsSeen;
      return ends == 1 && itsFailures == itsSeen;
    }

    Balance total() {
      return new Balance(made, released, takenBack, left, lost, twice, thrown, seen);
    }
  }
}
