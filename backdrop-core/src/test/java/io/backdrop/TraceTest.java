package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a trace makes of the frames that the JVM has recorded. */
class TraceTest {

  /** As with {@code -XX:-StackTraceInThrowable}. */
  @Test
  void whereNoneAreRecordedNoPlaceIsKnown() {
    var trace = new Trace("made", String.class);
    trace.setStackTrace(new StackTraceElement[0]);

    assertThat(trace.trimmed().getStackTrace()).isEmpty();
    assertThat(trace.site()).isEmpty();
  }
}
