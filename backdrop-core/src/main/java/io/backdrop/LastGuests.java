package io.backdrop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those who run something beside a trash thread when it finds for the first time that nothing is
 * left, nor waits for another attempt: what they run may close more, which is to have run before it
 * ends. Whoever comes later runs that himself, and is not waited for: there may be no end of them.
 * For the trash thread alone.
 */
final class LastGuests {

  private final ActiveConsumers active;
  private @Nullable List<Turn.Awaited> turns;

  LastGuests(ActiveConsumers active) {
    this.active = active;
  }

  /** Whether they have come to the end of what they ran. */
  boolean areThrough() {
    if (turns == null) {
      turns = active.turns();
    }
    turns.removeIf(Turn.Awaited::isOver);
    return turns.isEmpty();
  }
}
