package io.backdrop.testkit;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A run of JUnit inside a test of JUnit: which of its tests failed. */
final class Run implements TestExecutionListener {

  private final Set<String> successes = ConcurrentHashMap.newKeySet();
  private final Map<String, String> failures = new ConcurrentHashMap<>();

  static Run of(Class<?> tests) {
    var run = new Run();
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(tests))
            .build();
    LauncherFactory.create().execute(request, run);
    return run;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest()) {
      var name = test.getDisplayName().replace("()", "");
      if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
        successes.add(name);
      } else {
        failures.put(name, result.getThrowable().map(Throwable::toString).orElse(""));
      }
    }
  }

  Set<String> successes() {
    return successes;
  }

  Set<String> failures() {
    return failures.keySet();
  }

  /** What a test that failed says. */
  String messageOf(String test) {
    return failures.getOrDefault(test, test + " has not failed");
  }
}
