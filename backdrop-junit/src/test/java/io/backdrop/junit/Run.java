package io.backdrop.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A run of JUnit inside a test of JUnit: what became of each of its tests. */
final class Run implements TestExecutionListener {

  private final Map<String, TestExecutionResult> results = new ConcurrentHashMap<>();

  static Run of(Class<?>... tests) {
    return with(Map.of(), tests);
  }

  static Run inParallel(Class<?>... tests) {
    var parallel = new LinkedHashMap<String, String>();
    parallel.put("junit.jupiter.execution.parallel.enabled", "true");
    parallel.put("junit.jupiter.execution.parallel.mode.default", "concurrent");
    parallel.put("junit.jupiter.execution.parallel.config.strategy", "fixed");
    parallel.put("junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
    return with(parallel, tests);
  }

  private static Run with(Map<String, String> parameters, Class<?>... tests) {
    var run = new Run();
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Stream.of(tests).map(DiscoverySelectors::selectClass).toList())
            .configurationParameters(parameters)
            .build();
    LauncherFactory.create().execute(request, run);
    return run;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest()) {
      results.put(test.getDisplayName(), result);
    }
  }

  /** The tests that succeeded. */
  Stream<String> successes() {
    return results.entrySet().stream()
        .filter(test -> test.getValue().getStatus() == TestExecutionResult.Status.SUCCESSFUL)
        .map(Map.Entry::getKey);
  }

  /** The tests that did not. */
  List<String> failures() {
    var failures = new TreeSet<>(results.keySet());
    failures.removeAll(successes().toList());
    return List.copyOf(failures);
  }

  /** Why a test failed. */
  Throwable failure(String test) {
    return results.get(test).getThrowable().orElseThrow();
  }

  /** Why the only test failed. */
  Throwable failure() {
    assertThat(results).hasSize(1);
    return failure(results.keySet().iterator().next());
  }
}
