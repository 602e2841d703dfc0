package io.backdrop.coroutines

import java.lang.module.ModuleFinder
import java.nio.file.Path
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** What the finished jar is called on the module path. */
class ModuleNameIT {

    @Test
    fun `it does not follow the name of the file`() {
        val jar = BackdropCoroutines::class.java.protectionDomain.codeSource.location

        assertThat(ModuleFinder.of(Path.of(jar.toURI())).find("io.backdrop.coroutines")).isPresent()
    }
}
