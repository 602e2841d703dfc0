package io.backdrop.coroutines

import io.backdrop.BackdropStrategy
import io.backdrop.Disposal
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.Dispatchers

/** Needs no queue of its own: who shuts this dispatcher down first runs what it was given. */
internal object OnDefault : BackdropStrategy {

    override fun execute(disposal: Disposal) =
        Dispatchers.Default.dispatch(EmptyCoroutineContext, Task(disposal))

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

    override fun toString(): String = "coroutine dispatcher ${Dispatchers.Default}"
}
