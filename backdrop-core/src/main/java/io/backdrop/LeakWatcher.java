package io.backdrop;

import java.lang.ref.Cleaner.Cleanable;
import org.jspecify.annotations.Nullable;

/** Looks after handles until the garbage collector finds them, or they end before. */
enum LeakWatcher implements Watcher {
  /** Every handle, and where it was made and ended. */
  ALL {
    @Override
    public Trace trace(String what, Class<?> type) {
      return new Trace(what, type);
    }
  },

  /**
   * As little as will do. Where a handle was made is recorded only for types of which a leak has
   * been found: walking the stack would cost many times as much as all the rest.
   */
  SAMPLED {
    // Of a value that is shared over and over, ever fewer handles are watched, in the end one in as
    // many as of values: for the same reason.
    @Override
    public boolean wants(int handlesBefore) {
      if (handlesBefore >>> 3 == 0) {
        return true;
      }
      int between = handlesBefore >>> 10 == 0 ? 16 : Sampling.EVERY;
      return handlesBefore % between == 0;
    }

    @Override
    public @Nullable Trace trace(String what, Class<?> type) {
      return Leaks.areKnownOf(type) ? new Trace(what, type) : null;
    }
  };

  @Override
  public Cleanable watch(Trail trail, Watch watch) {
    return Leaks.CLEANER.register(trail, watch);
  }
}
