package io.backdrop.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.cli.common.Named;
import io.backdrop.cli.latency.Strategy;
import io.backdrop.cli.payload.PayloadKind;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input: nothing is measured, so no JVM needs to be started. */
class OptionsTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--size five           | 'five' is not a whole number of 1 or more",
        "--size 1.5            | '1.5' is not a whole number of 1 or more",
        "--size 0              | '0' is not a whole number of 1 or more",
        "--size -3             | '-3' is not a whole number of 1 or more",
        "--size 123456789012345678901234567890 | is too large",
        "--size                | Missing required parameter for option '--size'",
        "--runs 0              | '0' is not a whole number of 1 or more",
        "--runs 100001         | --runs 100001 is too many; give at most 100000",
        "--cold-runs 0         | '0' is not a whole number of 1 or more",
        "--cold-runs 101       | --cold-runs 101 is too many; give at most 100",
        "--payload socks       | 'socks' is not known; give one of strings, arenas, files",
        "--strategy best       | 'best' is not known; give one of none, trivial, thread, trash-",
        "--json /missing/x     | --json '/missing/x' cannot be written: there is no such directory",
        "--html /              | --html '/' cannot be written: it is a directory",
        "--json=               | --json '' cannot be written: its name is empty",
        "--json /tmp/backdrop-both.json --html /tmp/backdrop-both.json | --json and --html are both '/tmp/backdrop-both.json'",
        "--json /tmp/backdrop-both.json --html /tmp/./backdrop-both.json | --json and --html are both '/tmp/backdrop-both.json'",
        "--colour red          | Unknown options: '--colour', 'red'",
      })
  void badInputIsOneLineAndExitCode2(String options, String message) {
    assertThat(run(("compare " + options).split(" "))).isEqualTo(2);

    assertThat(text(out)).isEmpty();
    assertThat(text(err)).hasLineCount(1).startsWith("backdrop: ").contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--seconds 0           | '0' is not a whole number of 1 or more",
        "--seconds ten         | 'ten' is not a whole number of 1 or more",
        "--seconds 99999999999 | --seconds 99999999999 is too many; give at most 10000000",
        "--disposals 0         | '0' is not a whole number of 1 or more",
        "--disposals 9999999999999999999 | is too many; give at most 9223372036854775807",
        "--seed x              | 'x' is not a seed; give a whole number",
        "--seed                | Missing required parameter for option '--seed'",
        "--plant weeds         | expected one of [NONE, LOST,",
        "--rounds 3            | Unknown options: '--rounds', '3'",
      })
  void badInputToASoakIsOneLineAndExitCode2(String options, String message) {
    assertThat(run(("soak " + options).split(" "))).isEqualTo(2);

    assertThat(text(out)).isEmpty();
    assertThat(text(err)).hasLineCount(1).startsWith("backdrop: ").contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--rate fast           | 'fast' is not a whole number of 1 or more",
        "--rate 0              | '0' is not a whole number of 1 or more",
        "--rate 1000001        | --rate 1000001 is too many; give at most 1000000",
        "--rate 3 --servers 4  | --rate 3 is less than one request a second for each of --servers 4",
        "--servers 257         | --servers 257 is too many; give at most 256",
        "--entries -1          | '-1' is not a whole number of 1 or more",
        "--entries 123456789012345678901 | 9 times, take about",
        "--seconds 3601        | --seconds 3601 is too many; give at most 3600",
        "--repeat 0            | '0' is not a whole number of 1 or more",
        "--repeat twice        | 'twice' is not a whole number of 1 or more",
        "--repeat 101          | --repeat 101 is too many; give at most 100",
        "--swap-every soon     | 'soon' is not a time; give one such as 500ms or 2s",
        "--swap-every -1s      | '-1s' is not a time",
        "--swap-every 9ms      | --swap-every 9.00 ms is out of range; give from 10.0 ms to 3600 s",
        "--swap-every 9s       | --swap-every 9.00 s is longer than all of --seconds 8",
        "--warm-up 0           | --warm-up 0 ns is out of range",
        "--payload socks       | 'socks' is not known; give one of strings, arenas, files, netty,",
        "--strategy best       | 'best' is not known; give one of inline, trash-thread, paced,",
        "--json /missing/x     | --json '/missing/x' cannot be written: there is no such directory",
        "--html /              | --html '/' cannot be written: it is a directory",
        "--json /tmp/backdrop-both.json --html /tmp/backdrop-both.json | --json and --html are both '/tmp/backdrop-both.json'",
      })
  void badInputToLatencyIsOneLineAndExitCode2(String options, String message) {
    assertThat(run(("latency " + options).split(" "))).isEqualTo(2);

    assertThat(text(out)).isEmpty();
    assertThat(text(err)).hasLineCount(1).startsWith("backdrop: ").contains(message);
  }

  @Test
  void aMessageStaysOnOneLine() {
    assertThat(run("compare", "--size", "1\r\n2")).isEqualTo(2);

    assertThat(text(err)).hasLineCount(1).contains("'1 2'");
  }

  @Test
  void aCommandIsNeeded() {
    assertThat(run()).isEqualTo(2);

    assertThat(text(err)).hasLineCount(1).contains("Missing required subcommand", "--help");
  }

  @Test
  void helpNamesEveryStrategyAndFits80Columns() {
    assertThat(run("compare", "--help")).isZero();

    assertThat(text(out).replaceAll("\\s+", " "))
        .contains(Named.list(PayloadKind.values()).split(", "))
        .contains(Row.usual().stream().map(Row::id).collect(joining(", ")))
        .contains("netty-, reactor-, vertx- or kotlin-, followed by many, blocking-many, one or");
    assertThat(text(out).lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(81));
  }

  @Test
  void theHelpOfLatencyNamesEveryStrategyAndFits80Columns() {
    assertThat(run("latency", "--help")).isZero();

    assertThat(text(out).replaceAll("\\s+", " "))
        .contains(Named.list(PayloadKind.values()).split(", "))
        .contains(Named.list(Strategy.values()));
    assertThat(text(out).lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(81));
  }

  @Test
  void theHelpOfTheSoakFits80Columns() {
    assertThat(run("soak", "--help")).isZero();

    assertThat(text(out)).contains("--seconds", "--disposals", "--seed").doesNotContain("--plant");
    assertThat(text(out).lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(81));
  }

  @ParameterizedTest
  @ValueSource(strings = {"compare --help", "latency --help", "soak --help", "--help"})
  void helpSaysWhatTheExitCodesMean(String asking) {
    assertThat(run(asking.split(" "))).isZero();

    assertThat(text(out)).containsPattern("(?s)Exit codes:\n  0 .*\n  1 .*\n  2 .*\n  130 ");
  }

  @ParameterizedTest
  @CsvSource({"help compare, compare --help", "help, --help"})
  void helpIsACommandAsWell(String command, String option) {
    assertThat(run(command.split(" "))).isZero();
    var printed = text(out);
    out.reset();
    run(option.split(" "));

    assertThat(printed).startsWith("Usage: backdrop").isEqualTo(text(out));
  }

  @Test
  void helpThatCannotBePrintedIsNoSuccess() throws Exception {
    var closed = OutputStream.nullOutputStream();
    closed.close();

    int exitCode =
        Main.commandLine(new PrintStream(closed), printing(err)).execute("compare", "--help");

    assertThat(exitCode).isEqualTo(1);
    assertThat(text(err))
        .isEqualTo("backdrop: The standard output could not be written to the end\n");
  }

  private int run(String... args) {
    return Main.commandLine(printing(out), printing(err)).execute(args);
  }

  private static PrintStream printing(ByteArrayOutputStream into) {
    return new PrintStream(into, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
