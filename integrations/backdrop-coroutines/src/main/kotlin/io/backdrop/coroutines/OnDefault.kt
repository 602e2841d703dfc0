package io.backdrop.coroutines

import io.backdrop.BackdropStrategy
import io.backdrop.Disposal
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers

/** Needs no queue of its own: whoever shuts this dispatcher down first runs what it was given. */
internal class OnDefault private constructor(private val dispatcher: CoroutineDispatcher) :
    BackdropStrategy {

    override fun execute(disposal: Disposal) =
        dispatcher.dispatch(EmptyCoroutineContext, Task(disposal))

    /** Not the disposal itself: a worker would pass its interrupt on to the next coroutine. */
    private class Task(private val disposal: Disposal) : Runnable {

        /** What the thread had before is its own, which is the closer's where it runs in place. */
        override fun run() {
            val own = Thread.currentThread().isInterrupted
            try {
                disposal.run()
            } finally {
                if (!own) {
                    Thread.interrupted()
                }
            }
        }
    }

    override fun toString(): String = "coroutine dispatcher $dispatcher"

    companion object {

        init {
            rehearse { OnDefault(Here) }
        }

        val INSTANCE = OnDefault(Dispatchers.Default)
    }
}
