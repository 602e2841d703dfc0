package io.backdrop;

import java.util.Map;

/**
 * What a bounded shutdown had to leave undone.
 *
 * @param count how many disposals were not run
 * @param bytes what they weighed when they were handed off, as their disposers {@linkplain
 *     Disposer#weighing weigh} them; they are not asked again, since that might not come to an end
 * @param types how many there are of each type of value
 */
public record Residue(long count, long bytes, Map<Class<?>, Long> types) {

  /** Nothing: all was released. */
  static final Residue NONE = new Residue(0, 0, Map.of());

  /**
   * A residue of one's own making, for tests.
   *
   * @throws NullPointerException when the map is null
   */
  public Residue {
    types = Map.copyOf(types);
  }

  /** {@return whether nothing was left} */
  public boolean isEmpty() {
    return count == 0;
  }
}
