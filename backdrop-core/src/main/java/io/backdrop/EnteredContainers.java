package io.backdrop;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The containers that a walk has entered, each known by its identity. Many containers are kept in
 * many small sets: one set of all would be copied whenever it grows, within one step, and to copy
 * millions takes longer than any slice may.
 */
final class EnteredContainers {

  /** How many are in the first set, which is the only one for a walk of few. */
  private static final int FIRST = 1 << 12;

  private static final int SETS = 1 << 10;

  private final Set<Object> first = byIdentity();

  /** By the hash of what they contain; null while the first is not full. */
  private @Nullable Set<Object> @Nullable [] others;

  /** Returns whether it was not there. */
  boolean add(Object container) {
    if (first.size() < FIRST) {
      return first.add(container);
    }
    return !first.contains(container) && other(container).add(container);
  }

  private Set<Object> other(Object container) {
    var sets = others == null ? none() : others;
    others = sets;
    int hash = System.identityHashCode(container) * 0x9E3779B9; // Its set needs the lower bits.
    int place = hash >>> (Integer.SIZE - Integer.numberOfTrailingZeros(SETS));
    var set = sets[place] == null ? byIdentity() : sets[place];
    sets[place] = set;
    return set;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // There are no arrays of what has a parameter.
  private static @Nullable Set<Object>[] none() {
    return new Set[SETS];
  }

  private static Set<Object> byIdentity() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
