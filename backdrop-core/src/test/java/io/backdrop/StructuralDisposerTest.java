package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.AbstractCollection;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The structural disposer closes all that a value contains, in order, whatever fails. */
@Timeout(60)
class StructuralDisposerTest {

  private record Pair(Object first, Object second) {}

  private record CloseableRecord(Object inside, AutoCloseable self) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      self.close();
    }
  }

  private static final class CloseableList extends AbstractList<Object> implements AutoCloseable {
    private final AutoCloseable self;

    CloseableList(AutoCloseable self) {
      this.self = self;
    }

    @Override
    public Object get(int index) {
      throw new AssertionError("The list was entered");
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public void close() throws Exception {
      self.close();
    }
  }

  private final List<String> closed = new ArrayList<>();

  static Stream<Arguments> containers() {
    return Stream.of(
        container("array", (a, b) -> new Object[] {a, b}),
        container("nested arrays", (a, b) -> new Object[][][] {{{a}, {}}, null, {{null, b}}}),
        container("primitive arrays", (a, b) -> new Object[] {new int[1], a, new boolean[2], b}),
        container("list", (a, b) -> Arrays.asList(a, null, b, null, "text", 7)),
        container("set", (a, b) -> new LinkedHashSet<>(Arrays.asList(null, a, b))),
        container("optionals", (a, b) -> List.of(Optional.of(a), Optional.empty(), Optional.of(b))),
        container("map", Map::of),
        container("map entry", Map::entry),
        container("record", Pair::new));
  }

  private static Arguments container(String name, BinaryOperator<Object> of) {
    return argumentSet(name, of);
  }

  @ParameterizedTest
  @MethodSource("containers")
  void whatAContainerHoldsIsClosedInOrder(BinaryOperator<Object> container) throws Exception {
    release(container.apply(leaf("a"), leaf("b")));

    assertThat(closed).containsExactly("a", "b");
  }

  @Test
  void whatAnElementContainsComesBeforeTheNextElement() throws Exception {
    var map = new LinkedHashMap<Object, Object>();
    map.put(leaf("f"), List.of(leaf("g")));
    map.put(new Pair(leaf("h"), leaf("i")), leaf("j"));

    release(
        List.of(
            leaf("a"),
            new Object[] {leaf("b"), List.of(leaf("c"), Optional.of(leaf("d"))), leaf("e")},
            map,
            new Pair(Map.entry(leaf("k"), List.of(leaf("l"))), leaf("m")),
            leaf("n")));

    assertThat(String.join("", closed)).isEqualTo("abcdefghijklmn");
  }

  @Test
  void anEmptyContainerHoldsNothing() throws Exception {
    release(List.of(List.of(), Map.of(), new Object[0], leaf("after")));

    assertThat(closed).containsExactly("after");
  }

  @Test
  void aContainerThatIsCloseableIsClosedAndNotEntered() throws Exception {
    release(
        List.of(
            new CloseableRecord(leaf("inside"), leaf("self")), new CloseableList(leaf("list"))));

    assertThat(closed).containsExactly("self", "list");
  }

  @Test
  void aCollectionWithoutAnIteratorIsAFailureThatKeepsNothingElse() {
    var broken =
        new AbstractCollection<Object>() {
          @Override
          @SuppressWarnings("ReturnsNullCollection")
          public Iterator<Object> iterator() {
            return null;
          }

          @Override
          public int size() {
            return 1;
          }
        };

    assertThatNullPointerException()
        .isThrownBy(() -> release(List.of(leaf("before"), broken, leaf("after"))))
        .withMessageContaining("iterator");
    assertThat(closed).containsExactly("before", "after");
  }

  @Test
  void anIterableThatIsNoCollectionIsLeftAlone() throws Exception {
    Iterable<Object> iterable = () -> List.<Object>of(leaf("inside")).iterator();

    release(List.of(Path.of("a", "path"), iterable, leaf("after")));

    assertThat(closed).containsExactly("after");
  }

  @Test
  void cyclesEnd() throws Exception {
    var list = new ArrayList<Object>();
    var map = new LinkedHashMap<String, Object>();
    var array = new Object[] {null, leaf("array"), list, map};
    array[0] = array;
    list.addAll(Arrays.asList(list, leaf("list"), map, array));
    map.putAll(Map.of("map", map));
    map.put("leaf", leaf("map"));

    release(list);

    assertThat(closed).containsExactly("list", "map", "array");
  }

  @Test
  void aSharedContainerIsEnteredOnceAndAnEqualOneOnItsOwn() throws Exception {
    var leaf = leaf("leaf");
    var shared = List.of(leaf);

    release(List.of(shared, shared, List.of(leaf)));

    assertThat(closed).containsExactly("leaf", "leaf");
  }

  @Test
  void anEntryThatIsMetAgainIsEnteredAgain() throws Exception {
    AutoCloseable leaf = () -> closed.add("leaf");
    var entry = Map.entry("key", leaf);

    release(List.of(entry, entry));

    assertThat(closed).containsExactly("leaf", "leaf");
  }

  @Test
  void aLeafThatIsReachedTwiceIsClosedTwice() throws Exception {
    var leaf = leaf("leaf");

    release(new Pair(leaf, List.of(leaf)));

    assertThat(closed).containsExactly("leaf", "leaf");
  }

  @Test
  void nestingIsNotBoundedByTheStack() throws Exception {
    List<Object> nested = List.of(leaf("innermost"));
    for (int i = 0; i < 1_000_000; i++) {
      nested = List.of(nested);
    }

    release(nested);

    assertThat(closed).containsExactly("innermost");
  }

  @Test
  void anElementMayRemoveItselfFromItsCollection() throws Exception {
    var list = new ArrayList<AutoCloseable>();
    for (int i = 0; i < 100; i++) {
      var name = "leaf " + i;
      list.add(() -> {
        list.removeFirst();
        closed.add(name);
      });
    }

    release(list);

    assertThat(closed).hasSize(100).doesNotHaveDuplicates();
    assertThat(list).isEmpty();
  }

  static Stream<Map<Integer, AutoCloseable>> maps() {
    return Stream.of(new HashMap<>(), new TreeMap<>(), new ConcurrentHashMap<>());
  }

  @ParameterizedTest
  @MethodSource("maps")
  void aValueMayRemoveItselfFromItsMap(Map<Integer, AutoCloseable> map) throws Exception {
    for (int i = 0; i < 100; i++) {
      int key = i;
      map.put(key, () -> closed.add(key + "" + (map.remove(key) != null)));
    }

    release(map);

    assertThat(closed).hasSize(100).doesNotHaveDuplicates().allMatch(it -> it.endsWith("true"));
  }

  @Test
  void aFailureKeepsNothingFromBeingReleasedAndTheFirstIsThrown() {
    var failures = List.of(new IOException("1"), new AssertionError("2"), new Exception("3"));

    assertThatThrownBy(() ->
            release(
                List.of(
                    failing(failures.get(0)),
                    leaf("a"),
                    List.of(failing(failures.get(1)), leaf("b")),
                    new Pair(failing(failures.get(2)), leaf("c")))))
        .isSameAs(failures.get(0));
    assertThat(closed).containsExactly("a", "b", "c");
    assertThat(failures.get(0).getSuppressed()).containsExactly(failures.get(1), failures.get(2));
  }

  @Test
  void anErrorIsThrownAsItIs() {
    var failure = new AssertionError("on purpose");

    assertThatThrownBy(() -> release(List.of(failing(failure), leaf("a")))).isSameAs(failure);
    assertThat(closed).containsExactly("a");
  }

  @Test
  void aHundredFailuresAreSuppressedAndTheRestIsCounted() {
    var all = IntStream.range(0, 1_000).mapToObj(i -> failing(new Exception("" + i))).toList();

    assertThatThrownBy(() -> release(all))
        .hasMessage("0")
        .extracting(Throwable::getSuppressed)
        .satisfies(suppressed -> {
          assertThat(suppressed).hasSize(101);
          assertThat(suppressed[99]).hasMessage("100");
          assertThat(suppressed[100]).hasMessageContaining("899");
        });
  }

  @Test
  void anExceptionThatIsThrownOverAndOverDoesNotGrow() {
    var always = new IOException("thrown for every value");

    for (int i = 0; i < 300; i++) {
      var values = List.of(failing(always), failing(new IOException("another")));
      assertThatThrownBy(() -> release(values)).isSameAs(always);
    }

    assertThat(always.getSuppressed()).hasSize(100);
  }

  @Test
  void theSameExceptionThrownTwiceIsThrownAsItIs() {
    var failure = new IOException("on purpose");

    assertThatThrownBy(() -> release(List.of(failing(failure), failing(failure), leaf("a"))))
        .isSameAs(failure)
        .hasNoSuppressedExceptions();
    assertThat(closed).containsExactly("a");
  }

  @Test
  void anInterruptAmongTheFailuresIsNotForgotten() {
    var failure = new IOException("on purpose");
    var interrupt = new InterruptedException("on purpose");

    assertThatThrownBy(() -> release(List.of(failing(failure), failing(interrupt))))
        .isSameAs(failure);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  @Timeout(10)
  void fiveMillionElementsAreClosedQuickly() throws Exception {
    var count = new int[1];
    var array = new AutoCloseable[5_000_000];
    Arrays.fill(array, (AutoCloseable) () -> count[0]++);

    release(array);

    assertThat(count[0]).isEqualTo(5_000_000);
  }

  private AutoCloseable leaf(String name) {
    return () -> closed.add(name);
  }

  private static AutoCloseable failing(Throwable failure) {
    return () -> {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (Exception) failure;
    };
  }

  private static void release(Object value) throws Exception {
    Disposer.structural().dispose(value);
  }
}
