package io.backdrop.cli.common;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Bars that redraw one line of a terminal, and leave nothing behind. */
public final class Bars {

  /** How many columns a bar takes: one less than there are at the least, so that none wraps. */
  private static final int WIDTH = Terminal.LEAST_COLUMNS - 1;

  private Bars() {}

  public static ProgressBar on(PrintStream err, String task, long steps) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(steps)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(200)
        .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
        .clearDisplayOnFinish()
        .build();
  }

  /** A line in place of the bar, which is drawn again below it. */
  public static void println(PrintStream err, String line) {
    err.print("\r" + " ".repeat(WIDTH) + "\r" + line + System.lineSeparator());
  }
}
