package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.backdrop.testkit.Ledger;
import java.time.Duration;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A slice ends when its time is up also while a collection or map is being read. */
@Timeout(60)
class CollectionSlicesTest extends SlicedQueue {

  private static final int MILLION = 1_000_000;
  private static final long BUDGET = Duration.ofMillis(1).toNanos();
  private static final long NANOS_TO_READ = 1_000;
  private static final long NANOS_TO_CLOSE = 20;

  /** Two steps: the first, which has just begun, is taken together with the one that enters. */
  private static final long LATEST = 2 * CollectedContent.PORTION * NANOS_TO_READ;

  private int last = -1;

  static Stream<Arguments> containers() {
    return Stream.of(
        container("list", it -> it.new SlowList()),
        container("set", it -> it.new SlowSet()),
        container("map", it -> it.new SlowMap()));
  }

  private static Arguments container(String name, Function<CollectionSlicesTest, Object> of) {
    return argumentSet(name, of);
  }

  @ParameterizedTest
  @MethodSource("containers")
  void aMillionElementsKeepToTheBudgetAndToTheirOrder(
      Function<CollectionSlicesTest, Object> container) {
    close(container.apply(this));

    boolean more = true;
    while (more) {
      long began = now;
      more = queue.disposeFor(Duration.ofNanos(BUDGET));
      assertThat(now - began).isLessThanOrEqualTo(BUDGET + LATEST);
    }

    assertThat(last).isEqualTo(MILLION - 1);
    assertThat(queue.failures()).isZero();
  }

  static Stream<Collection<AutoCloseable>> collections() {
    return Stream.of(new ArrayList<>(), new ConcurrentLinkedQueue<>());
  }

  @ParameterizedTest
  @MethodSource("collections")
  void whatIsAddedWhileItIsBeingReadIsReleasedOnceAndNothingElseIsLost(
      Collection<AutoCloseable> collection) {
    var ledger = new Ledger(1_001);
    IntStream.range(0, 1_000).forEach(i -> collection.add(() -> ledger.dispose(i)));
    beginToRead(collection);

    collection.add(() -> ledger.dispose(1_000));
    disposeInSlices();

    ledger.assertEachReleasedOnce();
    assertThat(queue.failures()).isZero();
  }

  @Test
  void whatIsAddedToAMapWhileItIsBeingReadIsReleasedOnceAndNothingElseIsLost() {
    var ledger = new Ledger(1_001);
    var map = new LinkedHashMap<Integer, AutoCloseable>();
    IntStream.range(0, 1_000).forEach(i -> map.put(i, () -> ledger.dispose(i)));
    beginToRead(map);

    map.put(1_000, () -> ledger.dispose(1_000));
    disposeInSlices();

    ledger.assertEachReleasedOnce();
    assertThat(queue.failures()).isZero();
  }

  @Test
  void whatIsTakenOutWhileItIsBeingReadIsNotReleased() {
    var list = new ArrayList<AutoCloseable>();
    IntStream.range(0, 100).forEach(i -> list.add(leaf("" + i)));
    beginToRead(list);

    list.subList(1, 99).clear();
    disposeInSlices();

    assertThat(released).containsExactly("0", "99");
  }

  @Test
  void anElementThatClearsItsMapKeepsNoneFromBeingReleased() {
    var map = new LinkedHashMap<Integer, AutoCloseable>();
    for (int i = 0; i < 100; i++) {
      int key = i;
      map.put(
          key,
          () -> {
            released.add(key);
            map.clear();
          });
    }
    close(map);

    disposeInSlices();

    assertThat(released).containsExactlyElementsOf(range(100));
  }

  /** In the first portion that is read, and in a later one. */
  @ParameterizedTest
  @ValueSource(ints = {7, 70})
  void whatAnIteratorGaveBeforeItFailedIsReleased(int failing) {
    var failure = new IllegalStateException("on purpose");
    close(
        new AbstractList<AutoCloseable>() {
          @Override
          public AutoCloseable get(int index) {
            if (index == failing) {
              throw failure;
            }
            return leaf("" + index);
          }

          @Override
          public int size() {
            return 100;
          }
        });

    disposeInSlices();

    assertThat(released).hasSize(failing);
    assertThat(failed).singleElement().extracting("failure").isSameAs(failure);
  }

  @Test
  void whereItHasChangedAndCannotBeReadAgainWhatWasReadIsReleased() {
    var list = new Unreadable();
    beginToRead(list);

    list.change();
    disposeInSlices();

    assertThat(released).hasSize(CollectedContent.PORTION);
    assertThat(failed).singleElement().extracting("failure.message").isEqualTo("on purpose");
  }

  /** Cannot be read at once. */
  private final class Unreadable extends AbstractList<AutoCloseable> {

    void change() {
      modCount++;
    }

    @Override
    public AutoCloseable get(int index) {
      return leaf("" + index);
    }

    @Override
    public int size() {
      return 100;
    }

    @Override
    public Object[] toArray() {
      throw new IllegalStateException("on purpose");
    }
  }

  /** The first slice begins, the second reads a portion. */
  private void beginToRead(Object container) {
    begin(container);
    oneSlice();
    assertThat(released).isEmpty();
  }

  private static List<Object> range(int end) {
    return IntStream.range(0, end).<Object>mapToObj(i -> i).toList();
  }

  private AutoCloseable read(int index) {
    now += NANOS_TO_READ;
    return () -> {
      now += NANOS_TO_CLOSE;
      assertThat(index).isEqualTo(++last);
    };
  }

  private <T> Iterator<T> readAs(Function<AutoCloseable, T> element) {
    return IntStream.range(0, MILLION).mapToObj(i -> element.apply(read(i))).iterator();
  }

  private final class SlowList extends AbstractList<AutoCloseable> {
    @Override
    public AutoCloseable get(int index) {
      return read(index);
    }

    @Override
    public int size() {
      return MILLION;
    }
  }

  private final class SlowSet extends AbstractSet<AutoCloseable> {
    @Override
    public Iterator<AutoCloseable> iterator() {
      return readAs(it -> it);
    }

    @Override
    public int size() {
      return MILLION;
    }
  }

  private final class SlowMap extends AbstractMap<String, AutoCloseable> {
    @Override
    public Set<Map.Entry<String, AutoCloseable>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Map.Entry<String, AutoCloseable>> iterator() {
          return readAs(it -> Map.entry("key", it));
        }

        @Override
        public int size() {
          return MILLION;
        }
      };
    }
  }
}
