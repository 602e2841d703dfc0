package io.backdrop.cli.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value that is released after others, which a structure of containers holds. */
final class BundleValue extends Value {

  private static final int MOST_IN_EACH = 6;

  private final List<Value> some;
  private final List<Value> others;
  private final Value one;

  BundleValue(Maker maker, ValueKind kind) {
    super(maker, kind);
    this.some = list(maker);
    this.others = list(maker);
    this.one = maker.closeable();
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
    return new Object[] {some, Optional.of(one), Map.of("key", others)};
  }

  @Override
  void takenBack() {
    some.forEach(Value::takenBack);
    others.forEach(Value::takenBack);
    one.takenBack();
    super.takenBack();
  }

  @Override
  void release() {
    released();
  }
}
