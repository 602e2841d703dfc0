package io.backdrop;

import static java.util.stream.Collectors.joining;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Collections;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Whoever looks at what is pending sees what was taken together in its page, while the thread that
 * took it runs it.
 */
public class WalkRaces {

  private WalkRaces() {}

  /** Two are taken together and run; a third stays in the queue behind them. */
  @JCStressTest
  @Outcome(id = "Integer Long String", expect = ACCEPTABLE, desc = "none had been run to its end")
  @Outcome(id = "Long String", expect = ACCEPTABLE, desc = "the first had")
  @Outcome(id = "Long", expect = ACCEPTABLE, desc = "both had")
  @Outcome(expect = FORBIDDEN, desc = "one that was not pending, or one twice")
  @State
  public static class LookVsRun {
    private final Parts parts = new Parts(4);
    private final QueueConsumer consumer = parts.consumers.join(Pacer.NONE);

    public LookVsRun() {
      parts.handOff(QueueRaces.of('c'));
      parts.consumers.runNext(consumer, 1); // In no time: so it takes two the next time.
      parts.handOff(QueueRaces.of(1));
      parts.handOff(QueueRaces.of("two"));
      parts.handOff(QueueRaces.of(3L));
    }

    @Actor
    public void run() {
      parts.consumers.runNext(consumer, 2);
    }

    @Actor
    public void look(L_Result r) {
      r.r1 = types(parts.consumers.leftovers().count());
    }
  }

  /** A look at the queue and then at what was taken, while more may be taken. */
  @JCStressTest
  @JCStressMeta(WalkRaces.LookVsRun.class)
  @State
  public static class LooksTwiceTwin {
    private final Parts parts = new Parts(4);
    private final QueueConsumer consumer = parts.consumers.join(Pacer.NONE);

    public LooksTwiceTwin() {
      parts.handOff(QueueRaces.of('c'));
      parts.consumers.runNext(consumer, 1);
      parts.handOff(QueueRaces.of(1));
      parts.handOff(QueueRaces.of("two"));
      parts.handOff(QueueRaces.of(3L));
    }

    @Actor
    public void run() {
      parts.consumers.runNext(consumer, 2);
    }

    @Actor
    public void look(L_Result r) {
      var residue = new ResidueCount();
      parts.backlog.forEach(residue::add);
      Tally.widenTheGap();
      consumer.addTo(residue);
      r.r1 = types(residue.total());
    }
  }

  private static String types(Residue residue) {
    return residue.types().entrySet().stream()
        .flatMap(entry ->
            Collections.nCopies(entry.getValue().intValue(), entry.getKey().getSimpleName())
                .stream())
        .sorted()
        .collect(joining(" "));
  }
}
