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

    /** Not the disposal itself, which would leave its interrupt to the next coroutine. */
    private class Task(private val disposal: Disposal) : Runnable {

        override fun run() = disposal.runIsolated()
    }

    override fun toString(): String = "coroutine dispatcher $dispatcher"

    companion object {

        init {
            rehearse { OnDefault(Here) }
        }

        val INSTANCE = OnDefault(Dispatchers.Default)
    }
}
