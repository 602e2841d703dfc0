package io.backdrop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LII_Result;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * What was loaded from an {@link ArcSwap} lives for as long as it is held, whatever becomes of its
 * place; and each version that was replaced is released once.
 *
 * <p>Outcomes such as "1 0" say how often each version was released: first while what the actors
 * got is held, and then when all is closed.
 */
public class ArcSwapRaces {

  static final String OLD = "old";
  static final String NEW = "new";

  private ArcSwapRaces() {}

  /** One loads and holds what it got, the other stores. */
  @JCStressTest
  @Outcome(id = "old, 0 0, 1 1", expect = ACCEPTABLE, desc = "loaded before the store, and held")
  @Outcome(id = "new, 1 0, 1 1", expect = ACCEPTABLE, desc = "loaded after it; nobody has the old")
  @Outcome(expect = FORBIDDEN, desc = "released while held, or twice, or never")
  @State
  public static class LoadVsStore {
    private final Tally old = new Tally();
    private final Tally updated = new Tally();
    private final ArcSwap<Object> place = new ArcSwap<>(ArcRaces.arc(old));
    private final Arc<Object> update = ArcRaces.arc(updated);
    private Arc<Object> loaded;

    @Actor
    public void load(LLL_Result r) {
      loaded = place.load();
      r.r1 = name(loaded.get(), old, updated);
    }

    @Actor
    public void store() {
      place.store(update);
    }

    @Arbiter
    public void count(LLL_Result r) {
      r.r2 = released(old, updated);
      loaded.close();
      place.close();
      r.r3 = released(old, updated);
    }
  }

  /** One loads and holds what it got, the other closes the place. */
  @JCStressTest
  @Outcome(id = "shared, 0, 1", expect = ACCEPTABLE, desc = "loaded before the close, and held")
  @Outcome(id = "closed, 1, 1", expect = ACCEPTABLE, desc = "nothing left to load")
  @Outcome(expect = FORBIDDEN, desc = "released while held, or twice, or never")
  @State
  public static class LoadVsClose {
    private final Tally tally = new Tally();
    private final ArcSwap<Object> place = new ArcSwap<>(ArcRaces.arc(tally));
    private List<Arc<Object>> loaded = List.of();

    @Actor
    public void load(LII_Result r) {
      try {
        loaded = List.of(place.load());
        r.r1 = ArcRaces.SHARED;
      } catch (IllegalStateException closed) {
        r.r1 = ArcRaces.CLOSED;
      }
    }

    @Actor
    public void close() {
      place.close();
    }

    @Arbiter
    public void count(LII_Result r) {
      r.r2 = tally.total();
      loaded.forEach(Arc::close);
      r.r3 = tally.total();
    }
  }

  /** One loads and holds what it got, the other takes the old version out, for itself if it can. */
  @JCStressTest
  @Outcome(id = "old, shared, 0 0, 1 1", expect = ACCEPTABLE, desc = "loaded before the swap")
  @Outcome(id = "new, value, 0 0, 0 1", expect = ACCEPTABLE, desc = "loaded after it")
  @Outcome(expect = FORBIDDEN, desc = "given out while held, or not released once")
  @State
  public static class LoadVsSwapAndUnwrap {
    private final Tally old = new Tally();
    private final Tally updated = new Tally();
    private final ArcSwap<Object> place = new ArcSwap<>(ArcRaces.arc(old));
    private final Arc<Object> update = ArcRaces.arc(updated);
    private Arc<Object> loaded;

    @Actor
    public void load(LLLL_Result r) {
      loaded = place.load();
      r.r1 = name(loaded.get(), old, updated);
    }

    @Actor
    public void swap(LLLL_Result r) {
      try (var before = place.swap(update)) {
        r.r2 = before.tryUnwrap().map(got -> ArcRaces.look(got, old)).orElse(ArcRaces.SHARED);
      }
    }

    @Arbiter
    public void count(LLLL_Result r) {
      r.r3 = released(old, updated);
      loaded.close();
      place.close();
      r.r4 = released(old, updated);
    }
  }

  /** Both store. */
  @JCStressTest
  @Outcome(id = "1 1 0, 1 1 1", expect = ACCEPTABLE, desc = "the second store came last, and stays")
  @Outcome(id = "1 0 1, 1 1 1", expect = ACCEPTABLE, desc = "the first store came last, and stays")
  @Outcome(expect = FORBIDDEN, desc = "a version lost, or released twice, or while it was current")
  @State
  public static class StoreVsStore {
    private final Tally old = new Tally();
    private final Tally one = new Tally();
    private final Tally other = new Tally();
    private final ArcSwap<Object> place = new ArcSwap<>(ArcRaces.arc(old));
    private final Arc<Object> first = ArcRaces.arc(one);
    private final Arc<Object> second = ArcRaces.arc(other);

    @Actor
    public void first() {
      place.store(first);
    }

    @Actor
    public void second() {
      place.store(second);
    }

    @Arbiter
    public void count(LL_Result r) {
      r.r1 = released(old, one, other);
      place.close();
      r.r2 = released(old, one, other);
    }
  }

  /**
   * Both replace the same version, if it is still there; whoever does not, keeps its own handle.
   */
  @JCStressTest
  @Outcome(id = "true, false, 1 0 0, 1 1 1", expect = ACCEPTABLE, desc = "the first replaced it")
  @Outcome(id = "false, true, 1 0 0, 1 1 1", expect = ACCEPTABLE, desc = "the second replaced it")
  @Outcome(expect = FORBIDDEN, desc = "both replaced it, or neither, or not released once each")
  @State
  public static class CompareAndSetVsCompareAndSet {
    private final Tally old = new Tally();
    private final Tally one = new Tally();
    private final Tally other = new Tally();
    private final ArcSwap<Object> place = new ArcSwap<>(ArcRaces.arc(old));
    private final Arc<Object> expected = place.load();
    private final Arc<Object> first = ArcRaces.arc(one);
    private final Arc<Object> second = ArcRaces.arc(other);

    @Actor
    public void first(LLLL_Result r) {
      r.r1 = place.compareAndSet(expected, first);
    }

    @Actor
    public void second(LLLL_Result r) {
      r.r2 = place.compareAndSet(expected, second);
    }

    @Arbiter
    public void count(LLLL_Result r) {
      expected.close();
      r.r3 = released(old, one, other);
      first.close();
      second.close();
      place.close();
      r.r4 = released(old, one, other);
    }
  }

  static String name(Object got, Tally old, Tally updated) {
    return got == old ? OLD : got == updated ? NEW : "neither: " + got;
  }

  static String released(Tally one, Tally other) {
    return one.total() + " " + other.total();
  }

  static String released(Tally one, Tally other, Tally third) {
    return released(one, other) + " " + third.total();
  }
}
