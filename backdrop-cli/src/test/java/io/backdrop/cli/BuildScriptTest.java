package io.backdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./backdrop} in a checkout of its own, with a Maven that only makes what is looked for. */
@Timeout(60)
class BuildScriptTest {

  /** What the scripts need of a machine, but flock. */
  private static final String TOOLS =
      "bash env readlink dirname find head mktemp rm mv touch mkdir ln sleep sed cat ps";

  private static final String MAVEN =
      """
      #!/usr/bin/env bash
      cd "$(dirname "$0")/../checkout"
      echo build >>builds
      mkdir -p backdrop-cli/target/runtimes
      echo 'half of' >backdrop-cli/target/backdrop-cli.jar
      while [ -e wait ]; do sleep 0.1; done
      echo 'no jar' >>backdrop-cli/target/backdrop-cli.jar
      """;

  @TempDir private Path directory;

  private Path root;
  private Path path;

  @BeforeEach
  void checkOut() throws IOException {
    root = directory.resolve("checkout");
    path = Files.createDirectories(directory.resolve("bin"));
    for (var script : List.of("backdrop", "backdrop-cli/find-jdk.sh", "backdrop-cli/build.sh")) {
      var copy = root.resolve(script);
      Files.createDirectories(copy.getParent());
      Files.copy(Path.of("..").resolve(script), copy);
    }
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    for (var tool : TOOLS.split(" ")) {
      Files.createSymbolicLink(path.resolve(tool), find(tool).orElseThrow());
    }
  }

  private static Optional<Path> find(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private void installMaven() throws IOException {
    assertThat(Files.writeString(path.resolve("mvn"), MAVEN).toFile().setExecutable(true)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofTwoAtOnceOneBuilds(boolean withFlock) throws Exception {
    installMaven();
    if (withFlock) {
      Assumptions.assumeTrue(find("flock").isPresent(), "There is no flock here");
      Files.createSymbolicLink(path.resolve("flock"), find("flock").orElseThrow());
    }
    var wait = Files.createFile(root.resolve("wait"));
    var one = backdrop();
    assertThat(one.errorReader().readLine()).startsWith("Building backdrop-cli");
    var other = backdrop();
    assertThat(other.errorReader().readLine()).startsWith("Waiting for another build");
    Files.delete(wait);

    said(one);
    assertThat(said(other)).doesNotContain("Building");
    assertThat(root.resolve("builds")).hasContent("build");
  }

  @Test
  void whereTheOneThatBuiltIsGoneAnotherBuilds() throws Exception {
    installMaven();
    var gone = new ProcessBuilder("true").start();
    gone.waitFor();
    var target = Files.createDirectories(root.resolve("backdrop-cli/target"));
    Files.createSymbolicLink(
        target.resolve("build.lock.holder"), Path.of(Long.toString(gone.pid())));

    assertThat(said(backdrop())).contains("Building backdrop-cli");
    assertThat(root.resolve("builds")).hasContent("build");
  }

  @Test
  void whatIsNewerThanItsSourcesIsNotBuiltAgain() throws Exception {
    installMaven();
    said(backdrop());
    said(backdrop());

    assertThat(root.resolve("builds")).hasContent("build");
  }

  @Test
  void withoutMavenItSaysWhetherThereIsNothingOrOnlySomethingOld() throws Exception {
    assertThat(said(backdrop()))
        .isEqualTo("backdrop-cli is not built yet, and building it needs Maven (mvn) on PATH.\n");

    installMaven();
    said(backdrop());
    Files.delete(path.resolve("mvn"));
    Files.setLastModifiedTime(
        root.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(said(backdrop()))
        .isEqualTo("backdrop-cli is out of date, and building it needs Maven (mvn) on PATH.\n");
  }

  @Test
  void whereNothingCanBeWrittenItSaysSo() throws Exception {
    installMaven();
    var target = Files.writeString(root.resolve("backdrop-cli/target"), "Nobody's folder");

    assertThat(said(backdrop()))
        .isEqualTo(
            "backdrop-cli is not built yet, and cannot be built: %s cannot be written to.\n"
                .formatted(target.toRealPath()));
  }

  @Test
  void anExportedCdpathLeadsNowhereElse() throws Exception {
    var builder = builder("checkout/backdrop").directory(directory.toFile());
    builder.environment().put("CDPATH", directory.toString());

    assertThat(said(builder.start())).startsWith("backdrop-cli is not built yet");
  }

  private Process backdrop() throws IOException {
    return builder(root.resolve("backdrop").toString()).start();
  }

  private ProcessBuilder builder(String script) {
    var builder = new ProcessBuilder(path.resolve("bash").toString(), script);
    builder.environment().put("PATH", path.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  /** All of it, at the end. */
  private static String said(Process process) throws Exception {
    var said = process.errorReader().readAllAsString();
    process.waitFor();
    return said;
  }
}
