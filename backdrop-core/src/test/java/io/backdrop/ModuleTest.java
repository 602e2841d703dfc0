package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the module shows, and what it needs. */
class ModuleTest {

  @Test
  void itExportsOnePackage() throws Exception {
    assertThat(descriptor().exports())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactly("io.backdrop");
  }

  @Test
  void itNeedsJavaBaseAloneAtRunTime() throws Exception {
    assertThat(descriptor().requires())
        .filteredOn(requires -> !requires.modifiers().contains(Modifier.STATIC))
        .extracting(Requires::name)
        .containsExactly("java.base");
  }

  @Test
  void itOpensUsesAndProvidesNothing() throws Exception {
    var module = descriptor();

    assertThat(module.isOpen()).isFalse();
    assertThat(module.opens()).isEmpty();
    assertThat(module.uses()).isEmpty();
    assertThat(module.provides()).isEmpty();
  }

  @Test
  void itsPublicTypesAreTheseAlone() throws Exception {
    try (var classes = Files.list(classes().resolve("io/backdrop"))) {
      assertThat(
              classes
                  .map(file -> file.getFileName().toString().replace(".class", ""))
                  .filter(name -> !name.contains("$") && !name.equals("package-info"))
                  .filter(ModuleTest::isPublic))
          .containsExactlyInAnyOrder(
              "Arc",
              "ArcSwap",
              "Backdrop",
              "BackdropStrategy",
              "Disposal",
              "DisposalException",
              "Disposer",
              "FailureHandler",
              "HandleScope",
              "IncrementalDisposer",
              "LeakDetection",
              "Pacing",
              "Residue",
              "RetryPolicy",
              "StuckHandler",
              "TrashListener",
              "TrashQueue",
              "TrashStatistics",
              "TrashThread",
              "TrashThreadBuilder",
              "UniqueArc");
    }
  }

  private static boolean isPublic(String name) {
    try {
      var type = Class.forName("io.backdrop." + name, false, ModuleTest.class.getClassLoader());
      return java.lang.reflect.Modifier.isPublic(type.getModifiers());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static ModuleDescriptor descriptor() throws Exception {
    try (var in = Files.newInputStream(classes().resolve("module-info.class"))) {
      return ModuleDescriptor.read(in);
    }
  }

  private static Path classes() throws URISyntaxException {
    return Path.of(Backdrop.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
