package io.backdrop.coroutines

import io.backdrop.Disposal

/**
 * Runs it, and keeps its interrupt from whatever the thread does next: a worker would pass that on
 * to the next coroutine. What the thread had before is its own, which is the closer's where this
 * runs in place.
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
