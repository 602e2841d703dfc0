package io.backdrop.jmh.report;

import org.openjdk.jmh.runner.RunnerException;

/** A part of the report that can be made alone. */
@FunctionalInterface
interface Section {
  void print(Page page) throws RunnerException;
}
