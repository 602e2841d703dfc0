package io.backdrop.jmh.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.jmh.runtimes.RuntimeSubmit.Kind;
import java.util.Collection;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** With every runtime, what is submitted and what is closed is run, once and unmeasured. */
@Timeout(60)
class RuntimesTest {

  @ParameterizedTest
  @EnumSource
  void bursts(Kind kind) throws RunnerException {
    assertThat(run(RuntimeSubmit.class, kind)).hasSize(2);
  }

  @ParameterizedTest
  @FieldSource("io.backdrop.jmh.runtimes.RuntimeWakeUp#KINDS")
  void wakingUp(Kind kind) throws RunnerException {
    assertThat(run(RuntimeWakeUp.class, kind)).hasSize(2);
  }

  private static Collection<RunResult> run(Class<?> benchmark, Kind kind) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include("\\Q" + benchmark.getName() + "\\E\\.")
                .param("kind", kind.name())
                .mode(Mode.SingleShotTime)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build())
        .run();
  }
}
