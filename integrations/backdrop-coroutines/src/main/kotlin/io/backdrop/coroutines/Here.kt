package io.backdrop.coroutines

import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Runnable

/**
 * Runs each task in place: to rehearse a strategy on, so that the first close waits for nothing.
 */
internal object Here : CoroutineDispatcher() {

    override fun dispatch(context: CoroutineContext, block: Runnable) = block.run()
}
