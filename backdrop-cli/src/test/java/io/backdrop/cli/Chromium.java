package io.backdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A headless browser, where there is one. */
final class Chromium {

  private final Path executable;
  private final Path directory;

  private Chromium(Path executable, Path directory) {
    this.executable = executable;
    this.directory = directory;
  }

  /** Aborts the test where no browser is installed, and fails it where one must be. */
  static Chromium in(Path directory) {
    var found = find();
    var message = "Install chromium to have the HTML report looked at";
    if (System.getenv("CI") != null) {
      assertThat(found).as(message).isPresent();
    }
    Assumptions.assumeTrue(found.isPresent(), message);
    return new Chromium(found.orElseThrow(), directory);
  }

  private static Optional<Path> find() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder ->
            Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The document after its scripts have run. */
  String dom(Path page) throws IOException, InterruptedException {
    return run("--dump-dom", page.toUri().toString());
  }

  /** A picture of the page, as PNG. */
  Path screenshot(Path page) throws IOException, InterruptedException {
    var picture = directory.resolve("page.png");
    run("--screenshot=" + picture, page.toUri().toString());
    return picture;
  }

  private String run(String... args) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(executable.toString());
    command.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1100,1700",
            "--user-data-dir=" + Files.createTempDirectory(directory, "profile")));
    command.addAll(List.of(args));
    var out = directory.resolve("browser.out");
    var process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(directory.resolve("browser.err").toFile())
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("the browser has ended").isTrue();
    return Files.readString(out);
  }
}
