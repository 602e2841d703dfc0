package io.backdrop.coroutines

import io.backdrop.Disposal
import java.util.concurrent.Executor
import java.util.concurrent.ExecutorService
import java.util.concurrent.RejectedExecutionException
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.ExecutorCoroutineDispatcher
import kotlinx.coroutines.asCoroutineDispatcher

/**
 * Has a dispatcher run one task for each disposal, outside of any scope. They are kept here too: a
 * dispatcher that ends may forget them, as one of limited parallelism does.
 */
internal class OnDispatcher(private val dispatcher: CoroutineDispatcher) : Watched() {

    private val executor = (dispatcher as? ExecutorCoroutineDispatcher)?.executor
    private val service = executor as? ExecutorService

    private val pending = PendingTasks()

    override fun execute(disposal: Disposal) {
        if (service != null && service.isShutdown) {
            throw RejectedExecutionException("$this was closed")
        }
        if (dispatcher.isDispatchNeeded(EmptyCoroutineContext)) {
            dispatch(disposal)
        } else {
            disposal.run()
        }
    }

    private fun dispatch(disposal: Disposal) {
        val task = DisposalTask(disposal)
        pending.add(task)
        try {
            EndWatch.begin(this)
            dispatcher.dispatch(EmptyCoroutineContext, task)
        } catch (thrown: Throwable) {
            val refused = task.take() != null
            if (refused || task.failedWith(thrown) || thrown is VirtualMachineError) {
                throw thrown // If not refused, in place the disposer failed, or was not reached.
            }
            if (!isRefusal(thrown)) {
                report(thrown) // A refusal of what has been released all the same is no failure.
            }
        }
    }

    /** Some dispatchers tell of that as the cause of a failure of their own. */
    private fun isRefusal(thrown: Throwable): Boolean =
        thrown is RejectedExecutionException || thrown.cause is RejectedExecutionException

    override fun isIdle(): Boolean = pending.isEmpty()

    override fun takePending(): Disposal? = pending.takeLatest()

    /**
     * A service that is closed runs what it has; any other that ends takes no empty task. That the
     * empty task of an earlier look has not run tells nothing, and no look may wait for it: a
     * dispatcher that ends may have forgotten it.
     */
    override fun hasEnded(): Boolean = service?.isTerminated ?: isRefused { giveEmptyTask() }

    /** To the executor itself, if there is one: its dispatcher takes what that refuses to IO. */
    private fun giveEmptyTask() {
        if (executor != null) {
            executor.execute {}
        } else {
            dispatcher.dispatch(EmptyCoroutineContext) {}
        }
    }

    override fun toString(): String = "coroutine dispatcher $dispatcher"

    companion object {

        init {
            // Of an executor, of which the library loads a class only when it is given something.
            rehearse { OnDispatcher(Executor { it.run() }.asCoroutineDispatcher()) }
        }
    }
}
