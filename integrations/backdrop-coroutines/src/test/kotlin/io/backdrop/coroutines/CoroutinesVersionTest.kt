package io.backdrop.coroutines

import org.assertj.core.api.Assertions.assertThatCode
import org.assertj.core.api.Assertions.assertThatIllegalStateException
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource

class CoroutinesVersionTest {

    @ParameterizedTest
    @ValueSource(strings = ["1.6.4", "1.9.0", "1.10.1", "1.10.1-intellij-5"])
    fun `an older library is refused by its version`(found: String) {
        assertThatIllegalStateException()
            .isThrownBy { CoroutinesVersion.check(found) }
            .withMessageContaining("needs kotlinx-coroutines-core 1.10.2 or newer; found $found")
    }

    @ParameterizedTest
    @ValueSource(strings = ["1.10.2", "1.10.2-intellij-1", "1.11.0-rc01", "2.0", "of our own"])
    fun `a newer one and one that does not say are taken`(found: String) {
        assertThatCode { CoroutinesVersion.check(found) }.doesNotThrowAnyException()
    }

    @Test
    fun `one without the file of its version is taken`() {
        assertThatCode { CoroutinesVersion.check(null) }.doesNotThrowAnyException()
    }
}
