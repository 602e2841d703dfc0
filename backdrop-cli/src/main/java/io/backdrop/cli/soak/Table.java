package io.backdrop.cli.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was tried, and the balance, for a terminal of 80 columns. */
final class Table {

  private static final int WIDTH = 80;

  private Table() {}

  static List<String> of(Tried tried, Balance balance, long rounds, Duration time) {
    var lines = new ArrayList<String>();
    lines.addAll(
        beside(
            section("values made", tried.values()),
            section("what was done with them", tried.acts())));
    lines.addAll(
        beside(
            section("strategies, by disposals", tried.strategies()),
            section("what happened", tried.events())));
    lines.add("─".repeat(WIDTH));
    lines.addAll(sums(balance));
    lines.add("─".repeat(WIDTH));
    lines.add(speed(balance, rounds, time));
    return lines.stream().map(String::stripTrailing).toList();
  }

  private static <E extends Enum<E> & Labelled> List<String> section(
      String title, Counts<E> counts) {
    var lines = new ArrayList<String>();
    lines.add(title);
    for (var thing : counts.things()) {
      lines.add(line(thing.label(), counts.of(thing)));
    }
    lines.add("");
    return lines;
  }

  private static String line(String label, long count) {
    return String.format(Locale.ROOT, "  %-22s %,14d", label, count);
  }

  private static List<String> beside(List<String> left, List<String> right) {
    var lines = new ArrayList<String>();
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      lines.add(String.format(Locale.ROOT, "%-39s  %s", at(left, i), at(right, i)));
    }
    return lines;
  }

  private static String at(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index) : "";
  }

  private static List<String> sums(Balance balance) {
    return beside(
        List.of(
            line("made", balance.made()),
            line("released", balance.released()),
            line("taken back", balance.takenBack()),
            line("left in a residue", balance.left())),
        List.of(
            line("lost", balance.lost()),
            line("ended more than once", balance.twice()),
            line("releases that failed", balance.thrown()),
            line("failures seen", balance.seen())));
  }

  private static String speed(Balance balance, long rounds, Duration time) {
    double seconds = Math.max(1, time.toMillis()) / 1000.0;
    return String.format(
        Locale.ROOT,
        "Rounds: %,d · time: %.1f s · values a second: %,.0f · difference: %,d",
        rounds,
        seconds,
        balance.made() / seconds,
        balance.difference());
  }
}
