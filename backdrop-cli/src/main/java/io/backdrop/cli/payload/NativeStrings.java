package io.backdrop.cli.payload;

/**
 * Many C strings, each owned by a small object of its own, in one array: the original's workload.
 */
final class NativeStrings implements Payload {

  /** How many strings a request reads. */
  private static final int READS = 8;

  private final Counter counter = new Counter();
  private final NativeString[] strings;

  NativeStrings(int size) {
    strings = new NativeString[size];
    for (int i = 0; i < size; i++) {
      strings[i] = new NativeString(counter, Native.decimalString(i));
    }
  }

  @Override
  public NativeString[] value() {
    return strings;
  }

  @Override
  public long answer(long request) {
    long sum = 0;
    for (int i = 0; i < READS; i++) {
      sum += strings[Payload.part(request * READS + i, strings.length)].first();
    }
    return sum;
  }

  @Override
  public long released() {
    return counter.released();
  }

  @Override
  public Tally tally() {
    return counter.tally(strings.length, Part.countOpen(strings));
  }

  @Override
  public void discard() {
    Part.closeOpen(strings);
  }

  /** Takes 24 bytes of heap: the reference to the counter fits where the object would be padded. */
  static final class NativeString implements Part {

    private final Counter counter;
    private long address;

    private NativeString(Counter counter, long address) {
      this.counter = counter;
      this.address = address;
    }

    private byte first() {
      return Native.firstAt(address);
    }

    @Override
    public boolean isOpen() {
      return address != 0;
    }

    @Override
    public void close() {
      if (counter.countFirst(isOpen())) {
        Native.free(address);
        address = 0;
      }
    }

    @Override
    public String toString() {
      return address == 0 ? "freed" : Native.stringAt(address);
    }
  }
}
