package io.backdrop.cli.soak;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What became of each value of a round. One entry a value, since sums alone would take one that was
 * lost and one that was released twice for two that are well.
 *
 * <p>An entry is an int of small counts, changed by atomic additions.
 */
@SuppressWarnings("EnumOrdinal") // It goes no further than the entry.
final class Ledger {

  private static final VarHandle ENTRY = MethodHandles.arrayElementVarHandle(int[].class);

  private static final int DIGIT = 0xf;
  private static final int RELEASED = 0;
  private static final int TAKEN_BACK = 4;
  private static final int LEFT = 8;
  private static final int THROWN = 12;
  private static final int SEEN = 16;
  private static final int KIND = 20;
  private static final int MADE = 1 << 30;

  private final int[] entries;
  private final Faults faults;

  /** Whether it has been added up, so that whatever is entered now is missing from the sums. */
  private volatile boolean isAddedUp;

  Ledger(int values, Faults faults) {
    this.entries = new int[values];
    this.faults = faults;
  }

  Faults faults() {
    return faults;
  }

  /** Opens the entry; called before any other thread knows of the value. */
  void made(int number, ValueKind kind) {
    entries[number] = MADE | kind.ordinal() << KIND;
  }

  /** Its release came to an end, well or by a failure. */
  void released(int number) {
    count(number, RELEASED);
  }

  /** Its handle gave it back, and will not release it. */
  void takenBack(int number) {
    count(number, TAKEN_BACK);
  }

  /** It is one of those that a residue counted, and was not released. */
  void left(int number) {
    count(number, LEFT);
  }

  /** Its release failed. */
  void thrown(int number) {
    count(number, THROWN);
  }

  /** Somebody was told that its release failed. */
  void seen(int number) {
    count(number, SEEN);
  }

  /** Looks first whether it is late: whatever was in time is in the entry when it is added up. */
  private void count(int number, int what) {
    boolean isLate = isAddedUp;
    int before = (int) ENTRY.getAndAdd(entries, number, 1 << what);
    if (isLate) {
      faults.add("after the end of its round, " + text(number, entry(number)));
    }
    if (digit(before, what) == DIGIT) {
      faults.add("more often than an entry can count, " + text(number, before));
    }
  }

  boolean isReleased(int number) {
    return digit(entry(number), RELEASED) > 0;
  }

  /** Whether nothing is to be expected any more of any value but of so many. */
  boolean isSettled(long leftOver) {
    long open = 0;
    for (int number = 0; number < entries.length; number++) {
      int entry = entry(number);
      if (digit(entry, THROWN) > digit(entry, SEEN)) {
        return false;
      }
      if (isOpen(entry)) {
        open++;
      }
    }
    return open <= leftOver;
  }

  /** Enters all that is neither released nor taken back as left; returns how many that are. */
  long leaveTheRest() {
    long count = 0;
    for (int number = 0; number < entries.length; number++) {
      if (isOpen(entry(number))) {
        left(number);
        count++;
      }
    }
    return count;
  }

  /** Adds it all up, and says of the first few entries that do not balance why. */
  Balance balance() {
    isAddedUp = true;
    var sum = new Balance.Sum();
    for (int number = 0; number < entries.length; number++) {
      int entry = entry(number);
      if (entry != 0) {
        add(number, entry, sum);
      }
    }
    return sum.total();
  }

  private void add(int number, int entry, Balance.Sum sum) {
    int released = digit(entry, RELEASED);
    int takenBack = digit(entry, TAKEN_BACK);
    int left = digit(entry, LEFT);
    int thrown = digit(entry, THROWN);
    int seen = digit(entry, SEEN);
    if (!sum.add(released, takenBack, left, thrown, seen) || (entry & MADE) == 0) {
      faults.add(text(number, entry));
    }
  }

  private static String text(int number, int entry) {
    return "value %d (%s): released %d times, taken back %d times, left %d times; failed %d times, seen %d times"
        .formatted(
            number,
            kind(entry).label(),
            digit(entry, RELEASED),
            digit(entry, TAKEN_BACK),
            digit(entry, LEFT),
            digit(entry, THROWN),
            digit(entry, SEEN));
  }

  private int entry(int number) {
    return (int) ENTRY.getVolatile(entries, number);
  }

  private static boolean isOpen(int entry) {
    return (entry & MADE) != 0
        && (entry & (DIGIT << RELEASED | DIGIT << TAKEN_BACK | DIGIT << LEFT)) == 0;
  }

  private static int digit(int entry, int what) {
    return entry >> what & DIGIT;
  }

  private static ValueKind kind(int entry) {
    return ValueKind.values()[entry >> KIND & 0xff];
  }
}
