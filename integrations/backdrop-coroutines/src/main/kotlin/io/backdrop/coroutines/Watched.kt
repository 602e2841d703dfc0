package io.backdrop.coroutines

import io.backdrop.BackdropStrategy
import io.backdrop.Disposal
import io.backdrop.TrashThread
import java.lang.System.Logger.Level
import java.util.concurrent.atomic.AtomicBoolean

/**
 * A strategy of a dispatcher that may end without a word, and forget what waits in it. The
 * [EndWatch] looks at it, and gives what was forgotten to the global trash thread.
 */
internal abstract class Watched : BackdropStrategy {

    /** Whether the watch has this among those at which it looks. */
    val watched = AtomicBoolean()

    /** How many looks in a row have found nothing waiting. For the watch. */
    var idleLooks = 0

    private val looking = AtomicBoolean()

    /** Whether the watch may end: nothing waits, and whatever comes to wait begins it again. */
    abstract fun isIdle(): Boolean

    /** Whether what waits is forgotten. May block. */
    protected abstract fun hasEnded(): Boolean

    /**
     * Whether the dispatcher does not take what it is given. That there is no memory for it, or for
     * a thread, is no refusal: some dispatchers tell of that as the cause of a failure of their
     * own.
     */
    protected inline fun isRefused(give: () -> Unit): Boolean =
        try {
            give()
            false
        } catch (thrown: Throwable) {
            thrown !is OutOfMemoryError && thrown.cause !is OutOfMemoryError
        }

    /** Takes one of those that wait; null for none. Takes no memory, of which there may be none. */
    protected abstract fun takePending(): Disposal?

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

    private fun rescue() {
        var rescued = 0
        while (true) {
            rescue(takePending() ?: break)
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

    protected fun report(failure: Throwable) {
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
}
