package io.backdrop;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a map, each key before its value. Both are read from the entry as it is met, and it
 * is not kept: some maps change an entry when another one is removed.
 */
final class KeysAndValues implements Iterator<@Nullable Object> {

  private final Iterator<? extends Map.Entry<?, ?>> entries;
  private @Nullable Object value;
  private boolean isValueNext;

  KeysAndValues(Map<?, ?> map) {
    this.entries = map.entrySet().iterator();
  }

  /** All of them, read at once. */
  static @Nullable Object[] all(Map<?, ?> map) {
    var all = new ArrayList<@Nullable Object>();
    map.forEach((key, value) -> {
      all.add(key);
      all.add(value);
    });
    return all.toArray();
  }

  @Override
  public boolean hasNext() {
    return isValueNext || entries.hasNext();
  }

  @Override
  public @Nullable Object next() {
    if (isValueNext) {
      isValueNext = false;
      return value;
    }
    var entry = entries.next();
    var key = entry.getKey();
    value = entry.getValue();
    isValueNext = true;
    return key;
  }
}
