package io.backdrop.cli.soak;

/** What is counted, and under which words. */
interface Labelled {

  /** What it is called in the report. */
  String label();
}
