package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.testkit.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many threads share, load, swap, unwrap and close at random: every value is released once, or
 * given back, and none while a handle on it is open. For three seconds here; for a minute by {@code
 * mvn verify -pl backdrop-core -Dtest=ArcSoakTest -Dbackdrop.soak.seconds=60}.
 */
@Timeout(600)
class ArcSoakTest {

  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("backdrop.soak.seconds", 3));
  private static final int THREADS = 4;
  private static final int MOST_HELD = 50;
  private static final int ENOUGH = 1000;

  private final AtomicLong made = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean over = new AtomicBoolean();

  /** What is shared, and whether it is still there. */
  private final class Version implements AutoCloseable {
    private final AtomicBoolean gone = new AtomicBoolean();

    Version() {
      made.incrementAndGet();
    }

    void use() {
      if (gone.get()) {
        wrong.add("used after its release");
      }
    }

    @Override
    public void close() {
      if (gone.getAndSet(true)) {
        wrong.add("released twice");
      }
      ended.incrementAndGet();
    }
  }

  @Test
  void everyValueIsReleasedOnceAndNoneWhileHeld() throws Exception {
    try (var trash = TrashThread.start();
        var place = new ArcSwap<>(Arc.of(new Version(), trash))) {
      var timer = Thread.ofPlatform().start(this::endInTime);
      var shelf = new ConcurrentLinkedQueue<Arc<Version>>();

      Together.run(THREADS, thread -> new Worker(thread, place, shelf, trash).work());

      timer.join();
      shelf.forEach(Arc::close);
    }
    assertThat(wrong).isEmpty();
    assertThat(ended).as("of %d", made.get()).hasValue(made.get());
    assertThat(made).hasValueGreaterThan(ENOUGH);
  }

  /** The time of a soak is real time. */
  private void endInTime() {
    long end = System.nanoTime() + TIME.toNanos();
    while (System.nanoTime() < end || made.get() <= ENOUGH) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    over.set(true);
  }

  /** One thread, with handles of its own and a shelf of handles that all of them use and close. */
  private final class Worker {
    private final SplittableRandom random;
    private final ArcSwap<Version> place;
    private final ConcurrentLinkedQueue<Arc<Version>> shelf;
    private final BackdropStrategy strategy;
    private final List<Arc<Version>> held = new ArrayList<>();

    Worker(
        int seed,
        ArcSwap<Version> place,
        ConcurrentLinkedQueue<Arc<Version>> shelf,
        BackdropStrategy strategy) {
      this.random = new SplittableRandom(seed);
      this.place = place;
      this.shelf = shelf;
      this.strategy = strategy;
    }

    void work() {
      while (!over.get()) {
        step();
        held.forEach(handle -> handle.get().use());
      }
      held.forEach(Arc::close);
    }

    private void step() {
      switch (random.nextInt(9)) {
        case 0 -> place.store(Arc.of(new Version(), strategy));
        case 1 -> hold(place.swap(Arc.of(new Version(), strategy)));
        case 2 -> place.update(version -> Arc.of(new Version(), strategy));
        case 3, 4 -> hold(place.load());
        case 5 -> closeOne();
        case 6 -> shelf.add(place.load());
        case 7 -> raceOnTheShelf();
        default -> shareAndUnwrap();
      }
    }

    private void hold(Arc<Version> handle) {
      held.add(handle);
      if (held.size() > MOST_HELD) {
        closeOne();
      }
    }

    private void closeOne() {
      if (!held.isEmpty()) {
        held.remove(random.nextInt(held.size())).close();
      }
    }

    /** A handle that other threads use, share and close at the same time. */
    private void raceOnTheShelf() {
      var handle = shelf.peek();
      if (handle == null) {
        return;
      }
      handle.tryShare().ifPresent(this::hold);
      if (random.nextBoolean()) {
        handle.close();
      } else {
        takeBack(handle);
      }
      shelf.removeIf(Arc::isClosed);
    }

    private void takeBack(Arc<Version> handle) {
      try {
        handle.tryUnwrap().ifPresentOrElse(Version::close, handle::close);
      } catch (IllegalStateException closedMeanwhile) {
        handle.close();
      }
    }

    private void shareAndUnwrap() {
      if (!held.isEmpty()) {
        var handle = held.remove(0);
        handle.share(3).forEach(this::hold);
        takeBack(handle);
      }
    }
  }
}
