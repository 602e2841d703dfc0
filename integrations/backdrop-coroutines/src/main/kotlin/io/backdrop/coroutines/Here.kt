package io.backdrop.coroutines

import io.backdrop.Backdrop
import io.backdrop.BackdropStrategy
import io.backdrop.Disposer
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Runnable

/** Runs each task in place, for a rehearsal. */
internal object Here : CoroutineDispatcher() {

    override fun dispatch(context: CoroutineContext, block: Runnable) = block.run()
}

/** Prepares what the first value to be closed would otherwise wait for. */
internal fun rehearse(here: () -> BackdropStrategy) {
    try {
        Backdrop.of("first", Disposer.none(), here()).close()
    } catch (_: Throwable) {
        // Then the first one has to wait.
    }
}
