package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing where hardly any stack is left: a value is released, or its Backdrop is still open. */
@Timeout(300)
class EndOfStackTest {

  /** Else these tests would spend their time on the stack traces of what they provoke. */
  private static final String SHORT_TRACES = "-XX:MaxJavaStackTraceDepth=16";

  private final List<Object> released = new ArrayList<>();

  /** How much stack a hand-off needs, and where it runs out of it, depends on who compiled it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xint",
        "-XX:TieredStopAtLevel=1",
        "-XX:-TieredCompilation",
        "-XX:+TieredCompilation"
      })
  void noValueIsLostAndNoQueueIsBroken(String option) throws Exception {
    var strategies =
        new String[] {
          "TRASH_QUEUE",
          "TRASH_THREAD",
          "SIGNALLED_TRASH_THREAD",
          "FULL_TRASH_THREAD",
          "ONE_VIRTUAL_THREAD",
          "FOUR_VIRTUAL_THREADS",
          "help",
          "ended",
          "taken back",
          "placed",
          "place closed",
          "drained",
          "refused"
        };
    try (var jvm =
        ForkedJvm.start(List.of(option, SHORT_TRACES), EndOfStackMain.class, strategies)) {
      var output = jvm.awaitEnd();

      assertThat(jvm.exitCode()).as(output).isZero();
    }
  }

  @Test
  void whatWeighsSomethingAndDidNotGetInTakesNoRoom() throws Exception {
    var options = List.of("-XX:-TieredCompilation", SHORT_TRACES);
    try (var jvm = ForkedJvm.start(options, EndOfStackMain.class, "weighed")) {
      var output = jvm.awaitEnd();

      assertThat(jvm.exitCode()).as(output).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "sampled", "all"})
  void norWhoeverLooksAfterTheHandles(String level) throws Exception {
    var options =
        List.of(
            "-Dio.backdrop.leakDetection=" + level, "-Dio.backdrop.leakRescue=true", SHORT_TRACES);
    var strategies =
        new String[] {
          "TRASH_QUEUE", "TRASH_THREAD", "SIGNALLED_TRASH_THREAD", "taken back", "place closed"
        };
    try (var jvm = ForkedJvm.start(options, EndOfStackMain.class, strategies)) {
      var output = jvm.awaitEnd();

      assertThat(jvm.exitCode()).as(output).isZero();
    }
  }

  @Test
  void aStrategyWithoutStackLeavesTheBackdropOpen() {
    var backdrop =
        Backdrop.of(
            "value",
            released::add,
            disposal -> {
              throw new StackOverflowError("on purpose");
            });

    assertThatThrownBy(backdrop::close).isInstanceOf(StackOverflowError.class);

    assertThat(backdrop.isClosed()).isFalse();
    assertThat(backdrop.unwrap()).isEqualTo("value");
    assertThat(released).isEmpty();
  }

  @Test
  void whatIsReleasedAfterAllIsNotTakenBackAsWell() {
    var backdrop = releasedThoughLeftOpen();

    assertThatIllegalStateException().isThrownBy(backdrop::unwrap).withMessageContaining("String");
    assertThat(released).containsExactly("value");
  }

  @Test
  void aBackdropLeftOpenIsClosedOnceAStrategyThatHadTakenTheValueHasReleasedIt() {
    var backdrop = releasedThoughLeftOpen();

    assertThat(backdrop.isClosed()).isTrue();
    assertThatIllegalStateException().isThrownBy(backdrop::get).withMessageContaining("String");
    assertThat(backdrop).hasToString("closed java.lang.String");
    assertThat(released).containsExactly("value");
  }

  /** Its strategy took the value, had no stack to say so, and released it later. */
  private Backdrop<String> releasedThoughLeftOpen() {
    var taken = new ArrayList<Disposal>();
    var backdrop =
        Backdrop.of(
            "value",
            released::add,
            disposal -> {
              taken.add(disposal);
              throw new StackOverflowError("on purpose");
            });
    assertThatThrownBy(backdrop::close).isInstanceOf(StackOverflowError.class);
    taken.get(0).run();
    return backdrop;
  }
}
