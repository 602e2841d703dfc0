package io.backdrop.coroutines

import io.backdrop.Disposal

/**
 * Runs it, and keeps its interrupt from whatever the thread does next: a worker would pass that on
 * to the next coroutine. An interrupt from before is not the disposal's: where this runs in place,
 * it is the closer's.
 */
internal fun Disposal.runIsolated() {
    val own = Thread.currentThread().isInterrupted
    try {
        run()
    } finally {
        if (!own) {
            Thread.interrupted()
        }
    }
}
