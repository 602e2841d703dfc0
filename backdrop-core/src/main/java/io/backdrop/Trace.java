package io.backdrop;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where something happened to a handle. Never thrown: it goes along with what is. */
final class Trace extends Throwable {

  private static final long serialVersionUID = 1;

  /** What users call. Whatever lies above those frames is ours. */
  private static final Set<String> ENTRIES =
      Stream.of(Arc.class, ArcSwap.class, Backdrop.class, UniqueArc.class)
          .map(Class::getName)
          .collect(Collectors.toUnmodifiableSet());

  private final String what;
  private final String type;
  private final String thread = ThreadName.ofCurrent();

  Trace(String what, Class<?> type) {
    this.what = what;
    this.type = type.getName();
  }

  @Override
  public String getMessage() {
    return "The handle on this %s was %s here, by thread %s".formatted(type, what, thread);
  }

  /** The same, with the call into this library as the first frame. */
  Trace trimmed() {
    var frames = getStackTrace();
    setStackTrace(
        Arrays.copyOfRange(frames, Math.max(0, firstOfCaller(frames) - 1), frames.length));
    return this;
  }

  /** The place in the user's code. */
  Optional<StackTraceElement> site() {
    var frames = getStackTrace();
    return Arrays.stream(frames).skip(firstOfCaller(frames)).findFirst();
  }

  private static int firstOfCaller(StackTraceElement[] frames) {
    int i = 0;
    while (i < frames.length && !isEntry(frames[i])) {
      i++;
    }
    while (i < frames.length && isEntry(frames[i])) {
      i++;
    }
    return i;
  }

  private static boolean isEntry(StackTraceElement frame) {
    return ENTRIES.contains(frame.getClassName());
  }
}
