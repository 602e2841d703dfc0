package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The structural disposer reads records through their accessors, where it is let in. */
@Timeout(60)
class StructuralRecordTest {

  private record Three(Object zebra, AutoCloseable apple, Object mango) {}

  private record WithPrimitives(int number, AutoCloseable value, double ratio, boolean flag) {}

  private record Single<T>(T value) {}

  private record Empty() {}

  private record Throwing(AutoCloseable before, Object value, AutoCloseable after) {

    @Override
    public Object value() {
      throw new UnsupportedOperationException("on purpose");
    }
  }

  private final List<String> closed = new ArrayList<>();

  @Test
  void componentsAreReleasedInTheOrderInWhichTheyAreDeclared() throws Exception {
    release(new Three(closing("zebra"), closing("apple"), closing("mango")));

    assertThat(closed).containsExactly("zebra", "apple", "mango");
  }

  @Test
  void primitivesAreSkipped() throws Exception {
    release(new WithPrimitives(1, closing("value"), 0.5, true));

    assertThat(closed).containsExactly("value");
  }

  @Test
  void nullComponentsAreSkipped() throws Exception {
    release(new Three(null, closing("apple"), null));

    assertThat(closed).containsExactly("apple");
  }

  @Test
  void aRecordWithoutComponentsHoldsNothing() throws Exception {
    release(List.of(new Empty(), closing("after")));

    assertThat(closed).containsExactly("after");
  }

  @Test
  void recordsInRecordsAreEntered() throws Exception {
    release(new Three(new Single<>(new Single<>(closing("1"))), closing("2"), closing("3")));

    assertThat(closed).containsExactly("1", "2", "3");
  }

  @Test
  void aLocalRecordIsEntered() throws Exception {
    record Local(AutoCloseable value) {}

    release(new Local(closing("value")));

    assertThat(closed).containsExactly("value");
  }

  @Test
  void equalRecordsAreEachEntered() throws Exception {
    var value = closing("value");

    release(List.of(new Single<>(value), new Single<>(value)));

    assertThat(closed).containsExactly("value", "value");
  }

  @Test
  void theSameRecordIsEnteredOnce() throws Exception {
    var shared = new Single<>(closing("value"));

    release(List.of(shared, shared));

    assertThat(closed).containsExactly("value");
  }

  @Test
  void anAccessorThatThrowsIsAFailureAndTheOtherComponentsAreReleased() {
    var value = new Throwing(closing("before"), "value", closing("after"));

    assertThatThrownBy(() -> release(List.of(value, closing("next"))))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("on purpose");
    assertThat(closed).containsExactly("before", "after", "next");
  }

  @Test
  void aRecordThatIsNotOpenIsAFailureThatNamesWhatToAdd(@TempDir Path directory) throws Exception {
    var value = shut(module(directory), closing("inside"));

    assertThatThrownBy(() -> release(value))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(
            "library.inner.Shut",
            "opens library.inner to ALL-UNNAMED",
            "module library",
            "--add-opens library/library.inner=ALL-UNNAMED");
    assertThat(closed).isEmpty();
  }

  @Test
  void whatIsBesideARecordThatIsNotOpenIsReleased(@TempDir Path directory) throws Exception {
    var value = shut(module(directory), closing("inside"));
    var all = List.of(closing("before"), value, closing("after"), value);

    assertThatThrownBy(() -> release(all))
        .isInstanceOf(IllegalStateException.class)
        .hasNoSuppressedExceptions();
    assertThat(closed).containsExactly("before", "after");
  }

  @Test
  void aRecordThatIsOpenedAfterAFailureIsReleasedFromThenOn(@TempDir Path directory)
      throws Exception {
    var controller = module(directory);
    var value = shut(controller, closing("inside"));
    assertThatThrownBy(() -> release(value)).isInstanceOf(IllegalStateException.class);

    var reader = Disposer.class.getModule();
    controller.addOpens(value.getClass().getModule(), "library.inner", reader);
    release(value);

    assertThat(closed).containsExactly("inside");
  }

  /** A module with the record library.inner.Shut in a package that it opens to no one. */
  private static ModuleLayer.Controller module(Path directory) throws Exception {
    var sources =
        List.of(
            source(
                directory.resolve("module-info.java"),
                "module library { provides java.util.function.Function with library.inner.Maker; }"),
            source(
                directory.resolve("library/inner/Shut.java"),
                "package library.inner; record Shut(Object inside) {}"),
            source(
                directory.resolve("library/inner/Maker.java"),
                """
                package library.inner;
                public final class Maker implements java.util.function.Function<Object, Object> {
                  @Override
                  public Object apply(Object inside) { return new Shut(inside); }
                }
                """));
    var compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, sources.toArray(String[]::new))).isZero();

    var parent = ModuleLayer.boot();
    var configuration =
        parent
            .configuration()
            .resolve(ModuleFinder.of(directory), ModuleFinder.of(), List.of("library"));
    var loader = ClassLoader.getSystemClassLoader();
    return ModuleLayer.defineModulesWithOneLoader(configuration, List.of(parent), loader);
  }

  private static String source(Path file, String text) throws Exception {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  @SuppressWarnings("unchecked")
  private static Object shut(ModuleLayer.Controller controller, AutoCloseable inside) {
    var maker = ServiceLoader.load(controller.layer(), Function.class).findFirst().orElseThrow();
    return ((Function<Object, Object>) maker).apply(inside);
  }

  private AutoCloseable closing(String name) {
    return () -> closed.add(name);
  }

  private static void release(Object value) throws Exception {
    Disposer.structural().dispose(value);
  }
}
