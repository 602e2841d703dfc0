package io.backdrop.coroutines

/** Stops at once where an older library is found, instead of somewhere at the first close. */
internal fun requireNewEnough(dispatcher: Class<*>) {
    // That a limited dispatcher may have a name came with 1.9.
    if (dispatcher.methods.none { it.name == "limitedParallelism" && it.parameterCount == 2 }) {
        error(
            "backdrop-coroutines needs kotlinx-coroutines-core 1.9 or newer; found " +
                "${versionBeside(dispatcher) ?: "an older one"}; update it"
        )
    }
}

private fun versionBeside(type: Class<*>): String? =
    type.getResource("/META-INF/kotlinx_coroutines_core.version")?.readText()?.trim()
