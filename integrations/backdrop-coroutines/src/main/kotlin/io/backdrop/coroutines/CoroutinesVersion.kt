package io.backdrop.coroutines

import java.lang.module.ModuleDescriptor.Version
import kotlinx.coroutines.CoroutineDispatcher

/**
 * Stops at once where an older library is found. In that a view of `limitedParallelism` never frees
 * the place of a worker that could not be started: it takes every task in silence after the end of
 * its dispatcher, which then cannot be told, and values are lost.
 */
internal object CoroutinesVersion {

    private val OLDEST = Version.parse("1.10.2")
    private val NUMBERS = Regex("""\d+(\.\d+)*""")

    /** Reads the file once: a strategy may be made for each request. */
    private val checked by lazy { check(read()) }

    fun check() = checked

    /** One that does not say its version, as where only classes are packed, is taken at trust. */
    fun check(found: String?) {
        val numbers = found?.let { NUMBERS.matchAt(it, 0) } ?: return
        if (Version.parse(numbers.value) < OLDEST) {
            error(
                "backdrop-coroutines needs kotlinx-coroutines-core $OLDEST or newer; found " +
                    "$found; update it"
            )
        }
    }

    private fun read(): String? =
        CoroutineDispatcher::class
            .java
            .getResourceAsStream("/META-INF/kotlinx_coroutines_core.version")
            ?.use { it.reader().readText().trim() }
}
