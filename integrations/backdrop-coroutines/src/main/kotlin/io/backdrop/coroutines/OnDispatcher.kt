package io.backdrop.coroutines

import io.backdrop.BackdropStrategy
import io.backdrop.Disposal
import io.backdrop.TrashThread
import java.lang.System.Logger.Level
import java.util.concurrent.Executor
import java.util.concurrent.ExecutorService
import java.util.concurrent.RejectedExecutionException
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExecutorCoroutineDispatcher
import kotlinx.coroutines.asCoroutineDispatcher

/**
 * Has a dispatcher run one task for each disposal, outside of any scope. They are kept here too: a
 * dispatcher that ends may forget them, as one of limited parallelism does.
 */
internal class OnDispatcher(private val dispatcher: CoroutineDispatcher) : BackdropStrategy {

    private val executor = (dispatcher as? ExecutorCoroutineDispatcher)?.executor
    private val service = executor as? ExecutorService

    private val pending = PendingTasks()

    /** Whether the watch has this among those at which it looks. */
    val watched = AtomicBoolean()

    /** How many looks in a row have found nothing waiting. For the watch. */
    var idleLooks = 0

    private val looking = AtomicBoolean()

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

    /** Whether nothing waits. */
    fun isIdle(): Boolean = pending.isEmpty()

    /** Gives what no task will run to the global trash thread, if that is so. */
    fun look() {
        if (looking.compareAndSet(false, true)) {
            val ended =
                try {
                    hasEnded()
                } finally {
                    looking.set(false)
                }
            if (ended) {
                rescue()
            }
        }
    }

    /**
     * A service that is closed runs what it has; any other that ends takes no empty task. That the
     * empty task of an earlier look has not run tells nothing, and no look may wait for it: a
     * dispatcher that ends may have forgotten it.
     */
    private fun hasEnded(): Boolean {
        if (service != null) {
            return service.isTerminated
        }
        return try {
            giveEmptyTask()
            false
        } catch (_: OutOfMemoryError) {
            false
        } catch (_: Throwable) {
            true
        }
    }

    /** To the executor itself, if there is one: its dispatcher takes what that refuses to IO. */
    private fun giveEmptyTask() {
        if (executor != null) {
            executor.execute {}
        } else {
            dispatcher.dispatch(EmptyCoroutineContext) {}
        }
    }

    private fun rescue() {
        var rescued = 0
        while (true) {
            rescue(pending.takeLatest() ?: break)
            rescued++
        }
        if (rescued > 0) {
            warn(rescued)
        }
    }

    private fun rescue(disposal: Disposal) {
        try {
            TrashThread.global().execute(disposal)
        } catch (_: Throwable) {
            runHere(disposal)
        }
    }

    private fun runHere(disposal: Disposal) {
        try {
            disposal.run()
        } catch (failure: Throwable) {
            report(failure)
        }
    }

    private fun report(failure: Throwable) {
        val thread = Thread.currentThread()
        try {
            thread.uncaughtExceptionHandler.uncaughtException(thread, failure)
        } catch (_: Throwable) {
            // As the JVM does with what an uncaught exception handler throws.
        }
    }

    private fun warn(rescued: Int) {
        try {
            System.getLogger("io.backdrop")
                .log(
                    Level.WARNING,
                    "$this has ended; the global trash thread releases the $rescued values that " +
                        "were pending",
                )
        } catch (_: Throwable) {
            // A logger that fails keeps no value from being released.
        }
    }

    override fun toString(): String = "coroutine dispatcher $dispatcher"

    companion object {

        init {
            // Of an executor, of which the library loads a class only when it is given something.
            rehearse { OnDispatcher(Executor { it.run() }.asCoroutineDispatcher()) }
        }

        /** The only one of this dispatcher. */
        val IO = OnDispatcher(Dispatchers.IO)
    }
}
