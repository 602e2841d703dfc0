package io.backdrop.cli.soak;

import io.backdrop.LeakDetection.Level;
import java.util.Collections;
import java.util.List;

/** What producers do. */
@SuppressWarnings("ImmutableEnumChecker") // The acts keep nothing.
enum ActKind implements Labelled {
  CLOSE("wrapped and closed", 100, HandleActs::close),
  TAKE_BACK("wrapped and unwrapped", 100, HandleActs::takeBack),
  MOVE("given another strategy", 200, HandleActs::move),
  RACE("raced for by several", 300, HandleActs::race),
  SHARE("shared and closed", 1_000, ShareActs::share),
  OWN("owned, then shared", 300, ShareActs::own),
  RACE_SHARES("shares raced for", 300, ShareActs::race),
  SWAP("replaced under readers", 300, SwapActs::swap),
  QUEUE("trash queues", 20_000, ScopeActs::queue),
  FLUSH("flushes", 200_000, TrashThreadActs::flush),
  AWAIT("released one by one", 1_000_000, AwaitAct::onTrashThread),
  AWAIT_VIRTUAL("the same, virtual", 500_000, AwaitAct::onVirtualThreads),
  HELP("offers of help", 2_000, TrashThreadActs::help),
  GLOBAL("the global one flushed", 500_000, TrashThreadActs::global),
  RESTART("replacements", 1_000_000, TrashThreadActs::restart),
  SCOPES("scopes, nested", 1_000_000, ScopeActs::scopes),
  END_OF_STACK("at the stack's end", 8_000_000, EndOfStackAct::close),
  ABANDON("queues abandoned", 2_000_000, LossActs::abandonQueue),
  LOSE("handles lost", 50_000, LossActs::loseHandle),
  GIVE_UP("stuck ones given up", 4_000_000, GiveUpAct::giveUp),
  PAUSE("pauses", 300_000, TrashThreadActs::pause);

  private final String label;
  private final long nanos;
  private final Act act;

  ActKind(String label, long nanos, Act act) {
    this.label = label;
    this.nanos = nanos;
    this.act = act;
  }

  @Override
  public String label() {
    return label;
  }

  Act act() {
    return act;
  }

  /** What doing it once takes beside the values, roughly: for how often there is time. */
  long nanos() {
    return nanos;
  }

  /** Whether there is something to do it with in such a round. */
  boolean isPossible(List<SubjectKind> subjects, Ending ending, Level watched) {
    return switch (this) {
      case FLUSH -> ending != Ending.GIVEN_UP && hasTrashThread(subjects);
      case GLOBAL, ABANDON -> ending != Ending.GIVEN_UP;
      case HELP -> hasTrashThread(subjects);
      case LOSE -> ending != Ending.GIVEN_UP && watched == Level.ALL;
      case RESTART -> subjects.contains(SubjectKind.RESTARTED);
      default -> true;
    };
  }

  private static boolean hasTrashThread(List<SubjectKind> subjects) {
    return !Collections.disjoint(subjects, List.of(SubjectKind.TRASH_THREADS));
  }
}
