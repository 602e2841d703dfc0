package io.backdrop.cli.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureTest {

  private final List<String> made = new ArrayList<>();

  @Test
  void anAttemptIsMadeAlsoAfterOneThatFails() {
    var failure = failureOf(attempt("json", new Failure("a full disk")), () -> made.add("html"));

    assertThat(made).containsExactly("json", "html");
    assertThat(failure.text()).isEqualTo("a full disk");
  }

  @Test
  void whatAllOfThemSayIsOneLine() {
    var failure =
        failureOf(attempt("json", new Failure("one")), attempt("html", new Failure("another")));

    assertThat(failure.text()).isEqualTo("one; another");
  }

  @Test
  void theExitCodeIsThatOfTheFirst() {
    var failure =
        failureOf(attempt("series", Failure.interrupted()), attempt("json", new Failure("full")));

    assertThat(failure.exitCode()).isEqualTo(130);
    assertThat(failure.text()).isEqualTo("full");
  }

  @Test
  void whereNoneFailsAllIsWell() {
    assertThat(failureOf(() -> made.add("json"))).isNull();
  }

  private Failure.Attempt attempt(String name, Failure failure) {
    return () -> {
      made.add(name);
      throw failure;
    };
  }

  private static Failure failureOf(Failure.Attempt... attempts) {
    return catchThrowableOfType(Failure.class, () -> Failure.afterAll(attempts));
  }
}
