package io.backdrop;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LII_Result;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** The races of {@link ArcSwapRaces} on places with a mistake: each of them has to fail. */
public class ArcSwapTwins {

  private ArcSwapTwins() {}

  /** What is seen through a handle that may be one on a value that is gone already. */
  private static String look(Arc<Object> handle, Tally old, Tally updated) {
    try {
      return ArcSwapRaces.name(handle.get(), old, updated);
    } catch (IllegalStateException gone) {
      return "gone";
    }
  }

  /** {@link ArcSwapRaces.LoadVsStore} by a load that does not ask whether the version lives. */
  @JCStressTest
  @JCStressMeta(ArcSwapRaces.LoadVsStore.class)
  @State
  public static class LoadsReplacedTwin {
    private final Tally old = new Tally();
    private final Tally updated = new Tally();
    private final WeakSwap place = new WeakSwap.AddsBlindly(ArcRaces.arc(old));
    private final Arc<Object> update = ArcRaces.arc(updated);
    private Arc<Object> loaded;

    @Actor
    public void load(LLL_Result r) {
      loaded = place.load();
      r.r1 = look(loaded, old, updated);
    }

    @Actor
    public void store() {
      place.store(update);
    }

    @Arbiter
    public void count(LLL_Result r) {
      r.r2 = ArcSwapRaces.released(old, updated);
      loaded.close();
      place.close();
      r.r3 = ArcSwapRaces.released(old, updated);
    }
  }

  /** {@link ArcSwapRaces.LoadVsClose} by the same load. */
  @JCStressTest
  @JCStressMeta(ArcSwapRaces.LoadVsClose.class)
  @State
  public static class LoadsClosedTwin {
    private final Tally tally = new Tally();
    private final WeakSwap place = new WeakSwap.AddsBlindly(ArcRaces.arc(tally));
    private Arc<Object> loaded;

    @Actor
    public void load(LII_Result r) {
      loaded = place.load();
      r.r1 = ArcRaces.SHARED;
    }

    @Actor
    public void close() {
      place.close();
    }

    @Arbiter
    public void count(LII_Result r) {
      r.r2 = tally.total();
      loaded.close();
      r.r3 = tally.total();
    }
  }

  /** {@link ArcSwapRaces.LoadVsSwapAndUnwrap} by the same load. */
  @JCStressTest
  @JCStressMeta(ArcSwapRaces.LoadVsSwapAndUnwrap.class)
  @State
  public static class LoadsUnwrappedTwin {
    private final Tally old = new Tally();
    private final Tally updated = new Tally();
    private final WeakSwap place = new WeakSwap.AddsBlindly(ArcRaces.arc(old));
    private final Arc<Object> update = ArcRaces.arc(updated);
    private Arc<Object> loaded;

    @Actor
    public void load(LLLL_Result r) {
      loaded = place.load();
      r.r1 = look(loaded, old, updated);
    }

    @Actor
    public void swap(LLLL_Result r) {
      try (var before = place.swap(update)) {
        r.r2 = before.tryUnwrap().map(got -> ArcRaces.look(got, old)).orElse(ArcRaces.SHARED);
      }
    }

    @Arbiter
    public void count(LLLL_Result r) {
      r.r3 = ArcSwapRaces.released(old, updated);
      loaded.close();
      place.close();
      r.r4 = ArcSwapRaces.released(old, updated);
    }
  }

  /** {@link ArcSwapRaces.StoreVsStore} by a store that reads and writes in two steps. */
  @JCStressTest
  @JCStressMeta(ArcSwapRaces.StoreVsStore.class)
  @State
  public static class ReadsThenStoresTwin {
    private final Tally old = new Tally();
    private final Tally one = new Tally();
    private final Tally other = new Tally();
    private final WeakSwap place = new WeakSwap.ReadsThenStores(ArcRaces.arc(old));
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
      r.r1 = ArcSwapRaces.released(old, one, other);
      place.close();
      r.r2 = ArcSwapRaces.released(old, one, other);
    }
  }

  /** {@link ArcSwapRaces.CompareAndSetVsCompareAndSet} in two steps. */
  @JCStressTest
  @JCStressMeta(ArcSwapRaces.CompareAndSetVsCompareAndSet.class)
  @State
  public static class ComparesThenSetsTwin {
    private final Tally old = new Tally();
    private final Tally one = new Tally();
    private final Tally other = new Tally();
    private final WeakSwap.ComparesThenSets place =
        new WeakSwap.ComparesThenSets(ArcRaces.arc(old));
    private final Arc<Object> expected = place.load();
    private final Arc<Object> first = ArcRaces.arc(one);
    private final Arc<Object> second = ArcRaces.arc(other);
    private boolean firstIn;
    private boolean secondIn;

    @Actor
    public void first(LLLL_Result r) {
      firstIn = place.compareAndSet(expected, first);
      r.r1 = firstIn;
    }

    @Actor
    public void second(LLLL_Result r) {
      secondIn = place.compareAndSet(expected, second);
      r.r2 = secondIn;
    }

    @Arbiter
    public void count(LLLL_Result r) {
      expected.close();
      r.r3 = ArcSwapRaces.released(old, one, other);
      if (!firstIn) {
        first.close();
      }
      if (!secondIn) {
        second.close();
      }
      place.close();
      r.r4 = ArcSwapRaces.released(old, one, other);
    }
  }
}
