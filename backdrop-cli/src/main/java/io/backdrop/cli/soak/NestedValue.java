package io.backdrop.cli.soak;

import java.util.ArrayList;
import java.util.List;

/** A value whose release closes handles on others, of the same strategy or another. */
final class NestedValue extends Value {

  private static final int USUAL_CHAIN = 20;
  private static final int LONG_CHAIN = 3_000;
  private static final int LONG_ONES = 64;
  private static final int DEEPEST_TREE = 3;
  private static final int WIDEST_TREE = 4;

  private final SeenFailures failures;
  private final List<AutoCloseable> inside;

  private NestedValue(Maker maker, ValueKind kind, List<AutoCloseable> inside) {
    super(maker, kind);
    this.failures = maker.failures();
    this.inside = inside;
  }

  /** Each link holds the next; one in so many chains is long, where no stack is needed for it. */
  static Value chain(Maker maker, ValueKind kind) {
    var random = maker.random();
    boolean isLong = maker.neverNests() && random.nextInt(LONG_ONES) == 0;
    int length = 1 + random.nextInt(isLong ? LONG_CHAIN : USUAL_CHAIN);
    var value = maker.leaf();
    for (int i = 0; i < length; i++) {
      value = new NestedValue(maker, kind, List.of(maker.handle(value)));
      value.touch();
    }
    return value;
  }

  static Value tree(Maker maker, ValueKind kind) {
    return tree(maker, kind, DEEPEST_TREE);
  }

  private static Value tree(Maker maker, ValueKind kind, int depth) {
    var inside = new ArrayList<AutoCloseable>();
    int width = 1 + maker.random().nextInt(WIDEST_TREE);
    for (int i = 0; i < width; i++) {
      boolean isLeaf = depth == 1 || maker.random().nextBoolean();
      inside.add(maker.handle(isLeaf ? maker.leaf() : tree(maker, kind, depth - 1)));
    }
    var value = new NestedValue(maker, kind, inside);
    value.touch();
    return value;
  }

  @Override
  void release() {
    inside.forEach(failures::closing);
    released();
  }

  @Override
  void takenBack() {
    inside.forEach(failures::closing);
    super.takenBack();
  }
}
