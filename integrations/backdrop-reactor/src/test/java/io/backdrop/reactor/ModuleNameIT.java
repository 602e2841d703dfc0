package io.backdrop.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the finished jar is called on the module path. */
class ModuleNameIT {

  @Test
  void itDoesNotFollowTheNameOfTheFile() throws Exception {
    var jar = BackdropReactor.class.getProtectionDomain().getCodeSource().getLocation();

    assertThat(ModuleFinder.of(Path.of(jar.toURI())).find("io.backdrop.reactor")).isPresent();
  }
}
