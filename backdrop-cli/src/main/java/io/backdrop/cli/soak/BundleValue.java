package io.backdrop.cli.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value that holds others in a structure of containers, and is released after them. */
final class BundleValue extends Value {

  private static final int MOST_IN_EACH = 6;

  /** Holds a value, and is not closeable, so that only a disposer of leaves releases it. */
  private static final class Leaf {

    private final Value value;

    Leaf(Value value) {
      this.value = value;
    }
  }

  private final List<Value> some;
  private final List<Value> others;
  private final Value one;
  private final Leaf leaf;

  BundleValue(Maker maker, ValueKind kind) {
    super(maker, kind);
    this.some = list(maker);
    this.others = list(maker);
    this.one = maker.closeable();
    this.leaf = new Leaf(maker.closeable());
  }

  private static List<Value> list(Maker maker) {
    var values = new ArrayList<Value>();
    int size = maker.random().nextInt(MOST_IN_EACH + 1);
    for (int i = 0; i < size; i++) {
      values.add(maker.closeable());
    }
    return values;
  }

  Object parts() {
    return new Object[] {some, Optional.of(one), Map.of("key", others), leaf};
  }

  /** For each part that is not closeable: a leaf, or the key of the map, which needs no release. */
  static void releaseLeaf(Object what) throws Exception {
    if (what instanceof Leaf leaf) {
      leaf.value.close();
    }
  }

  @Override
  void takenBack() {
    some.forEach(Value::takenBack);
    others.forEach(Value::takenBack);
    one.takenBack();
    leaf.value.takenBack();
    super.takenBack();
  }

  @Override
  void release() {
    released();
  }
}
