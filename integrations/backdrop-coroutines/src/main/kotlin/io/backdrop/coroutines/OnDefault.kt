package io.backdrop.coroutines

import io.backdrop.Backdrop
import io.backdrop.BackdropStrategy
import io.backdrop.Disposal
import io.backdrop.Disposer
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers

/** Needs no queue of its own: who shuts this dispatcher down first runs what it was given. */
internal class OnDefault private constructor(private val dispatcher: CoroutineDispatcher) :
    BackdropStrategy {

    override fun execute(disposal: Disposal) =
        dispatcher.dispatch(EmptyCoroutineContext, Task(disposal))

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

    companion object {

        init { // So that the first value to be closed waits for nothing that could be prepared.
            BackdropStrategy.leak() // Rehearses the claim.
            Backdrop.of("first", Disposer.none(), OnDefault(Here)).close()
        }

        val INSTANCE = OnDefault(Dispatchers.Default)
    }
}
