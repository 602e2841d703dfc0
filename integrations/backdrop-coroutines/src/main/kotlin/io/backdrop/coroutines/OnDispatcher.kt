package io.backdrop.coroutines

import io.backdrop.BackdropStrategy
import io.backdrop.Disposal
import io.backdrop.TrashThread
import java.lang.System.Logger.Level
import java.lang.ref.WeakReference
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.ExecutorService
import java.util.concurrent.RejectedExecutionException
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExecutorCoroutineDispatcher

/**
 * Has a dispatcher run one task for each disposal, outside of any scope. The disposals are in a
 * queue of their own, from which each task takes the next: a dispatcher that ends may forget its
 * tasks, as one of limited parallelism does, but nothing that is in here.
 */
internal class OnDispatcher(
    private val dispatcher: CoroutineDispatcher,
    idleLooks: Int = EndWatch.A_MINUTE,
) : BackdropStrategy, Runnable {

    private val executor = (dispatcher as? ExecutorCoroutineDispatcher)?.executor
    private val service = executor as? ExecutorService
    private val pending = ConcurrentLinkedQueue<Disposal>()
    private val watch = EndWatch(this, idleLooks)

    /**
     * What a disposer threw last: no refusal, where the dispatcher runs its tasks in place. Where
     * it does not, nobody asks, so this does not keep it alive. When two fail at once this is one
     * of them, and the other is reported, unless it looks like a refusal.
     */
    @Volatile private var failure = WeakReference<Throwable>(null)

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
        pending.add(disposal)
        try {
            watch.begin()
            dispatcher.dispatch(EmptyCoroutineContext, this)
        } catch (thrown: Throwable) {
            val waits = pending.remove(disposal)
            val ofDisposer = failure.refersTo(thrown)
            if (waits != ofDisposer) {
                throw thrown // Refused; or in place the disposer failed.
            }
            if (waits || !isRefusal(thrown)) {
                report(thrown) // A refusal of what has been released all the same is no failure.
            }
            if (waits) {
                disposal.run() // In place ran that of another, who has the task for this one.
            } else {
                rescueOne() // The task of another has taken this one, so that one has no task.
            }
        }
    }

    /** Some dispatchers tell of that as the cause of a failure of their own. */
    private fun isRefusal(thrown: Throwable): Boolean =
        thrown is RejectedExecutionException || thrown.cause is RejectedExecutionException

    /**
     * One task. A worker would pass a disposer's interrupt on to the next coroutine; what the
     * thread had before is its own, which is the closer's where this runs in place.
     */
    override fun run() {
        val own = Thread.currentThread().isInterrupted
        try {
            pending.poll()?.run()
        } catch (thrown: Throwable) {
            failure = WeakReference(thrown)
            throw thrown
        } finally {
            if (!own) {
                Thread.interrupted()
            }
        }
    }

    fun isIdle(): Boolean = pending.isEmpty()

    /** Gives what no task will run to the global trash thread, if that is so. */
    fun look() {
        if (hasEnded()) {
            var rescued = 0
            while (rescueOne()) {
                rescued++
            }
            if (rescued > 0) {
                warn(rescued)
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

    private fun rescueOne(): Boolean {
        val next = pending.poll() ?: return false
        try {
            TrashThread.global().execute(next)
        } catch (_: Throwable) {
            runHere(next)
        }
        return true
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
            rehearse { OnDispatcher(Here, idleLooks = 0) }
        }

        /** The only one of this dispatcher: each has a thread that watches. */
        val IO = OnDispatcher(Dispatchers.IO)
    }
}
