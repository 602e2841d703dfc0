package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the structural disposer leaves alone goes to the disposer of leaves, where there is one. */
class StructuralLeavesTest {

  private record Pair(Object first, Object second) {}

  private record Numbered(int number, String name) {}

  private record CloseableName(String name, List<Object> released) implements AutoCloseable {
    @Override
    public void close() {
      released.add("closed " + name);
    }
  }

  private final List<Object> released = new ArrayList<>();

  @Test
  void leavesAreReleasedAmongTheCloseablesInTheOrderOfTheWalk() throws Exception {
    var map = new LinkedHashMap<Object, Object>();
    map.put("key", List.of("value"));
    map.put(closeable("closeable key"), Optional.of("another value"));

    release(List.of(new Pair("first", closeable("second")), new Object[] {"element"}, map));

    assertThat(released)
        .containsExactly(
            "first",
            "closed second",
            "element",
            "key",
            "value",
            "closed closeable key",
            "another value");
  }

  @Test
  void numbersAndArraysOfPrimitivesAreLeavesAndNullIsNone() throws Exception {
    var bytes = new byte[1];

    release(Arrays.asList(7, null, bytes, Optional.empty()));

    assertThat(released).containsExactly(7, bytes);
  }

  @Test
  void aPrimitiveComponentOfARecordIsNone() throws Exception {
    release(new Numbered(7, "name"));

    assertThat(released).containsExactly("name");
  }

  @Test
  void aValueThatContainsNothingIsALeafItself() throws Exception {
    release("value");

    assertThat(released).containsExactly("value");
  }

  @Test
  void aLeafThatIsReachedTwiceIsGivenTwiceAndAContainerIsEnteredOnce() throws Exception {
    var shared = List.of("leaf");

    release(List.of(shared, shared, "leaf"));

    assertThat(released).containsExactly("leaf", "leaf");
  }

  @Test
  void aLeafThatFailsKeepsNothingElseFromBeingReleased() {
    var ofLeaf = new IOException("of a leaf");
    var ofCloseable = new IOException("of a closeable");
    AutoCloseable failing =
        () -> {
          throw ofCloseable;
        };
    Disposer<Object> leaves =
        leaf -> {
          if (leaf.equals("failing")) {
            throw ofLeaf;
          }
          released.add(leaf);
        };

    assertThatThrownBy(() ->
            Disposer.structural(leaves)
                .dispose(List.of("before", "failing", failing, closeable("last"), "after")))
        .isSameAs(ofLeaf)
        .satisfies(thrown -> assertThat(thrown.getSuppressed()).containsExactly(ofCloseable));
    assertThat(released).containsExactly("before", "closed last", "after");
  }

  @Test
  void aStepReleasesOneLeafAtMost() throws Exception {
    var release = Disposer.<Object>structural(released::add).begin(List.of("a", "b", "c"));
    int before = released.size();
    boolean more = true;
    while (more) {
      more = release.step();
      assertThat(released.size() - before).isBetween(0, 1);
      before = released.size();
    }
    assertThat(released).containsExactly("a", "b", "c");
  }

  @Test
  void withoutADisposerOfLeavesItIsRefused() {
    assertThatNullPointerException()
        .isThrownBy(() -> Disposer.structural(null))
        .withMessage("leaves");
  }

  private CloseableName closeable(String name) {
    return new CloseableName(name, released);
  }

  private void release(Object value) throws Exception {
    Disposer.structural(released::add).dispose(value);
  }
}
