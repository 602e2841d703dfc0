package io.backdrop.cli.soak;

import io.backdrop.TrashThread;
import java.util.ArrayList;
import java.util.List;

/**
 * Handles are closed where hardly any stack is left: what was not handed off then is still open.
 */
final class EndOfStackAct {

  private static final int STACK_BYTES = 256 * 1024;
  private static final int VALUES = 200;

  /** How far above the end values are closed: where a hand-off may come to it or not. */
  private static final int FRAMES = 50;

  private final List<AutoCloseable> handles = new ArrayList<>();
  private int next;

  private EndOfStackAct() {}

  static void close(Worker worker) {
    var act = new EndOfStackAct();
    var setup =
        TrashThreadSetup.draw(Mix.oneOf(SubjectKind.ROOMY, worker.random()), worker.random());
    try (var trash = setup.builder().start()) {
      act.fill(worker.maker(), trash);
      var thread = new Thread(null, act::diveAgain, "soak-small-stack", STACK_BYTES);
      thread.start();
      Waiting.forever(thread::join);
      act.handles.forEach(worker::close); // Here is stack enough.
    }
  }

  private void fill(Maker maker, TrashThread trash) {
    for (int i = 0; i < VALUES; i += 2) {
      handles.add(maker.wrap(maker.plain(), trash));
      handles.add(maker.share(maker.plain(), trash));
    }
  }

  private void diveAgain() {
    while (next < handles.size()) {
      dive();
    }
  }

  /** Returns how many frames it is above the end of the stack. */
  private int dive() {
    int above = diveDeeper();
    if (above < FRAMES && next < handles.size()) {
      close(handles.get(next++));
    }
    return above + 1;
  }

  private int diveDeeper() {
    try {
      return dive();
    } catch (StackOverflowError end) {
      return 0;
    }
  }

  private static void close(AutoCloseable handle) {
    try {
      handle.close();
    } catch (StackOverflowError noStack) {
      // Then it is still open, or was handed off all the same.
    } catch (Exception impossible) {
      throw new AssertionError("Neither Backdrop nor Arc throws a checked one", impossible);
    }
  }
}
