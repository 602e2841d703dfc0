package io.backdrop.coroutines

import io.backdrop.BackdropStrategy
import kotlinx.coroutines.Dispatchers
import org.assertj.core.api.Assertions.assertThatIllegalStateException
import org.junit.jupiter.api.Test

/** With coroutines 1.10.1 on the class path. */
class TooOldIT {

    @Test
    fun `every strategy is refused when it is made`() {
        assertRefused { BackdropCoroutines.onDefault() }
        assertRefused { BackdropCoroutines.onIo() }
        assertRefused { Dispatchers.Default.asBackdropStrategy() }
    }

    private fun assertRefused(strategy: () -> BackdropStrategy) {
        assertThatIllegalStateException()
            .isThrownBy { strategy() }
            .withMessage(
                "backdrop-coroutines needs kotlinx-coroutines-core 1.10.2 or newer; found 1.10.1; " +
                    "update it"
            )
    }
}
