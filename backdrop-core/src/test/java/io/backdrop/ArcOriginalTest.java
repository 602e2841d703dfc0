package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the tests and examples of the Rust crate {@code backdrop_arc} 0.3.0 show of its types, as
 * far as there is something like it here; each test names those that it stands for.
 */
class ArcOriginalTest {

  /** What a header and a slice in one allocation are there. */
  private record Packet<B>(AutoCloseable header, B body) {}

  private final List<Object> released = new ArrayList<>();
  private final BackdropStrategy strategy = BackdropStrategy.trivial();

  /** The example of {@code Arc}. */
  @Test
  void arcsOfEqualValuesAreEqual() {
    assertThat(arc(42)).isEqualTo(arc(42));
  }

  /** The example of {@code Arc}. */
  @Test
  void aDebuggedStrategyLogsTheValueWhenTheLastHandleCloses() {
    try (var log = new LogCapture()) {
      var first = Arc.of(42, released::add, BackdropStrategy.debug(strategy));
      var last = first.share();

      first.close();
      assertThat(log.messages()).isEmpty();
      last.close();
      assertThat(log.messages()).singleElement().asString().contains("42");
    }
  }

  /** The example of {@code Arc::try_unwrap}. */
  @Test
  void theOnlyHandleIsUnwrapped() {
    var only = arc(3);

    assertThat(only.tryUnwrap()).contains(3);
    assertThat(only.isClosed()).isTrue();
    assertThat(released).isEmpty();
  }

  /** The example of {@code Arc::try_unwrap}; the test {@code try_unwrap}. */
  @Test
  void oneOfTwoHandlesIsNotUnwrappedAndKeepsItsValue() {
    var one = arc(4);
    var other = one.share();

    assertThat(one.count()).isEqualTo(2);
    assertThat(one.tryUnwrap()).isEmpty();
    assertThat(one.get()).isEqualTo(4);
    assertThat(other.count()).isEqualTo(2);
  }

  /** The test {@code try_unwrap}. */
  @Test
  void theHandleThatIsLeftIsUnwrapped() {
    var closed = arc(100);
    var left = closed.share();
    closed.close();

    assertThat(left.count()).isEqualTo(1);
    assertThat(left.tryUnwrap()).contains(100);
    assertThat(released).isEmpty();
  }

  /** The first example of {@code Arc::clone_many}. */
  @Test
  void sharesMadeAtOnceAreAllCounted() {
    var arc = arc(42);

    var shares = arc.share(1000);

    assertThat(shares).hasSize(1000);
    assertThat(arc.count()).isEqualTo(1001);
  }

  /** The second example of {@code Arc::clone_many}, whose iterator gives back what is left. */
  @Test
  void sharesMadeAtOnceAreGivenBackOneByOne() {
    var arc = arc(42);

    arc.share(1000).subList(100, 1000).forEach(Arc::close);

    assertThat(arc.count()).isEqualTo(101);
  }

  /** The example of {@code Arc::try_unique}. */
  @Test
  void theOnlyHandleBecomesUnique() {
    var only = arc(3);

    var unique = only.tryUnique();

    assertThat(unique).map(UniqueArc::unwrap).contains(3);
    assertThat(only.isClosed()).isTrue();
    assertThat(released).isEmpty();
  }

  /** The example of {@code Arc::try_unique}; the test {@code try_from_arc}. */
  @Test
  void oneOfTwoHandlesDoesNotBecomeUniqueAndKeepsItsValue() {
    var one = arc(4);
    var other = one.share();

    assertThat(one.tryUnique()).isEmpty();
    assertThat(one.get()).isEqualTo(4);
    assertThat(other.count()).isEqualTo(2);
  }

  /** The test {@code try_from_arc}. */
  @Test
  void theHandleThatIsLeftBecomesUnique() {
    var closed = arc(10_000);
    var left = closed.share();
    closed.close();

    assertThat(left.tryUnique()).map(UniqueArc::unwrap).contains(10_000);
  }

  /** The test {@code unique_into_inner}. */
  @Test
  void aUniqueArcGivesItsValueBack() {
    var unique = unique(10L);

    assertThat(unique.unwrap()).isEqualTo(10L);
    assertThat(unique.isClosed()).isTrue();
    assertThat(released).isEmpty();
  }

  /** The example of {@code UniqueArc}. */
  @Test
  void whatIsChangedWhileUniqueIsSharedAsChanged() {
    var unique = unique(new int[] {1, 2, 3});

    unique.get()[2] = 7;
    var arc = unique.share();

    assertThat(arc.get()).containsExactly(1, 2, 7);
    assertThat(unique.isClosed()).isTrue();
  }

  /** The test {@code maybeuninit_smoke}: there the value is not even initialized before. */
  @Test
  void whatIsWrittenIntoAUniqueValueIsReadFromIt() {
    var unique = unique(new AtomicInteger());

    unique.get().set(999);

    assertThat(unique.get()).hasValue(999);
  }

  /** The test {@code maybeuninit}: there the value is not even initialized before. */
  @Test
  void theOnlyHandleIsMadeUniqueWrittenIntoAndSharedAgain() {
    var unique = arc(new AtomicInteger()).tryUnique().orElseThrow();

    unique.get().set(999);

    assertThat(unique.share().get()).hasValue(999);
  }

  /**
   * The tests {@code maybeuninit_ub_to_proceed} and {@code maybeuninit_slice_ub_to_proceed}, where
   * trying it is a panic.
   */
  @Test
  void aSharedArrayIsNotHandedOutForWriting() {
    var arc = arc(new String[13]);
    var reader = arc.share();

    assertThat(arc.tryUnique()).isEmpty();
    assertThat(reader.get()).containsOnlyNulls();
  }

  /** The test {@code maybeuninit_array}. */
  @Test
  void anArrayFilledWhileUniqueIsUniqueUntilItIsShared() {
    var arc = filledArray();

    assertThat(arc.isUnique()).isTrue();
    var shares = List.of(arc.share(), arc.share(), arc.share(), arc.share(), arc.share());

    assertThat(arc.isUnique()).isFalse();
    assertThat(arc.count()).isEqualTo(6);
    assertThat(shares).allSatisfy(it -> assertThat(it.get()).containsExactly(0, 1, 2, 3, 4));
  }

  /** The test {@code maybeuninit_array}. */
  @Test
  void anArrayIsUniqueAgainAndIntactWhenItsSharesAreClosed() {
    var arc = filledArray();

    arc.share(5).forEach(Arc::close);

    assertThat(arc.isUnique()).isTrue();
    assertThat(arc.get()).containsExactly(0, 1, 2, 3, 4);
    assertThat(released).isEmpty();
  }

  /** The test {@code coerce_to_slice}. */
  @Test
  void aHandleSeenAsOneOfASupertypeHasTheSameValue() {
    var arc = arc("text");

    Arc<? extends CharSequence> wider = arc.share();

    assertThat(wider.get()).isSameAs(arc.get());
    assertThat(wider.sharesWith(arc)).isTrue();
  }

  /** The test {@code coerce_to_dyn}. */
  @Test
  void aFunctionIsCalledThroughAHandleOfItsInterface() {
    Arc<IntSupplier> arc = Arc.of(() -> 42, Disposer.none(), strategy);

    assertThat(arc.get().getAsInt()).isEqualTo(42);
  }

  /** The tests {@code from_iterator_exact_size} and {@code from_iterator_unknown_size}. */
  @ParameterizedTest
  @MethodSource("streamsOfKnownAndUnknownSize")
  void collectedElementsAreOneValueAndCountedOnce(Stream<String> elements) {
    var arc = arc(elements.toList());

    assertThat(arc.count()).isEqualTo(1);
    assertThat(arc.get()).containsExactly("one", "two");
  }

  static List<Stream<String>> streamsOfKnownAndUnknownSize() {
    return List.of(Stream.of("one", "two"), Stream.of("one", "two").filter(any -> true));
  }

  /** The test {@code from_box_and_vec}, where it is copied. */
  @ParameterizedTest
  @MethodSource("ownedValues")
  void theValueIsTakenOverAsItIs(Object value) {
    assertThat(arc(value).get()).isSameAs(value);
  }

  static List<Object> ownedValues() {
    var withSpareRoom = new ArrayList<String>(10);
    withSpareRoom.add("1");
    return List.of("a text", List.of("1", "2", "3"), withSpareRoom);
  }

  /**
   * The tests {@code from_header_and_iter_smoke}, {@code from_header_and_slice_smoke}, {@code
   * from_header_and_vec_smoke} and {@code from_header_and_str_smoke}; {@code
   * from_header_and_iter_empty}, {@code from_header_and_slice_empty}, {@code
   * from_header_and_vec_empty} and {@code empty_thin}.
   */
  @ParameterizedTest
  @MethodSource("bodies")
  void aHeaderAndItsBodyAreReadThroughEveryHandle(Object body) {
    var header = closeable("header");
    var arc = arc(new Packet<>(header, body));

    for (var handle : List.of(arc, arc.share())) {
      assertThat(handle.get().header()).isSameAs(header);
      assertThat(handle.get().body()).isSameAs(body);
    }
  }

  static List<Object> bodies() {
    return List.of(List.of(1, 2, 3), List.of(), "a text", "");
  }

  /** The test {@code issue_13_empty}. */
  @Test
  void aHeaderWithoutElementsIsReleasedAlone() {
    var packet = new Packet<>(closeable("header"), List.of());

    Arc.of(packet, Disposer.structural(), strategy).close();

    assertThat(released).containsExactly("header");
  }

  /** The test {@code issue_13_consumption}. */
  @Test
  void aHeaderAndAllItsElementsAreReleasedWithTheLastHandle() {
    var elements = IntStream.range(0, 255).mapToObj(this::closeable).toList();
    var first = Arc.of(new Packet<>(closeable(-1), elements), Disposer.structural(), strategy);
    var last = first.share();

    first.close();
    assertThat(released).isEmpty();
    last.close();

    assertThat(released).containsExactlyElementsOf(IntStream.range(-1, 255).boxed().toList());
  }

  /** The tests {@code slices_and_thin} and {@code iter_and_thin}. */
  @Test
  void aValueSharedAndComparedIsReleasedOnce() {
    var first = arc("canary");
    var second = first.share();
    second.share().close();
    assertThat(first).isEqualTo(second);
    first.share().close();

    first.close();
    second.close();

    assertThat(released).containsExactly("canary");
  }

  private <T> Arc<T> arc(T value) {
    return Arc.of(value, released::add, strategy);
  }

  private <T> UniqueArc<T> unique(T value) {
    return UniqueArc.of(value, released::add, strategy);
  }

  private Arc<int[]> filledArray() {
    var unique = unique(new int[5]);
    for (int i = 0; i < 5; i++) {
      unique.get()[i] = i;
    }
    return unique.share();
  }

  private AutoCloseable closeable(Object name) {
    return () -> released.add(name);
  }
}
