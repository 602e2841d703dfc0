package io.backdrop;

import java.lang.ref.Cleaner.Cleanable;
import org.jspecify.annotations.Nullable;

/** Who looks after the handles on a value. Decided once for each value, when it is wrapped. */
interface Watcher {

  /** Whether a handle is to be watched that comes after so many on the same value. */
  default boolean wants(int handlesBefore) {
    return true;
  }

  /** Records where something happens to a handle, or not. */
  @Nullable Trace trace(String what, Class<?> type);

  /** Begins to watch a handle, until what is returned says that it has ended. */
  Cleanable watch(Trail trail, Watch watch);
}
