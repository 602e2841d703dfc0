package io.backdrop.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import org.junit.jupiter.api.Test;

/** What the module shows, and what it needs. */
class ModuleTest {

  @Test
  void itExportsOnePackage() throws Exception {
    assertThat(descriptor().exports())
        .extracting(Exports::source)
        .containsExactly("io.backdrop.junit");
  }

  @Test
  void itNeedsTheCoreAndJUnitAtRunTime() throws Exception {
    assertThat(descriptor().requires())
        .filteredOn(requires -> !requires.modifiers().contains(Modifier.STATIC))
        .extracting(Requires::name)
        .containsExactlyInAnyOrder("io.backdrop", "java.base", "org.junit.jupiter.api");
  }

  private static ModuleDescriptor descriptor() throws Exception {
    var classes = NoOpenHandles.class.getProtectionDomain().getCodeSource().getLocation();
    try (var in = classes.toURI().resolve("module-info.class").toURL().openStream()) {
      return ModuleDescriptor.read(in);
    }
  }
}
