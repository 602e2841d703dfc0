package io.backdrop.coroutines

import io.backdrop.BackdropStrategy
import io.backdrop.Disposal
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.CoroutineDispatcher

/** Gives each disposal to a dispatcher, outside of any scope. */
internal class OnDispatcher(private val dispatcher: CoroutineDispatcher) : BackdropStrategy {

    override fun execute(disposal: Disposal) {
        if (dispatcher.isDispatchNeeded(EmptyCoroutineContext)) {
            dispatcher.dispatch(EmptyCoroutineContext, Task(disposal))
        } else {
            disposal.run()
        }
    }

    /** Not the disposal itself: a worker would pass its interrupt on to the next coroutine. */
    private class Task(private val disposal: Disposal) : Runnable {

        override fun run() {
            try {
                disposal.run()
            } finally {
                Thread.interrupted()
            }
        }
    }

    override fun toString(): String = "coroutine dispatcher $dispatcher"
}
