package io.backdrop.coroutines

import io.backdrop.Disposal
import java.util.concurrent.atomic.AtomicInteger
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.IO_PARALLELISM_PROPERTY_NAME

/** Then others have their turn, as with a view of `limitedParallelism`. */
private const val MOST_IN_A_TURN = 16

/**
 * Releases on [Dispatchers.IO], which forgets its queue when it is shut down. So the disposals are
 * in a queue of their own, from which the tasks of the dispatcher take them: here these are turns,
 * hardly more than it can run at once, so that most hand-offs of a burst need none.
 */
internal class OnIo(private val dispatcher: CoroutineDispatcher, private val mostTurns: Int) :
    Watched(), Runnable {

    private val pending = ArrivingDisposals()

    /**
     * How many turns the dispatcher has taken and have not ended. Counted down before the last look
     * at the queue, as a disposal is added before its closer looks here: of the two, the one that
     * comes second sees the other. Counted up only once it is taken: nobody relies on one that is
     * refused. A turn that ends before that makes it less than there are, even less than 0, and so
     * does a dispatcher that throws and runs the turn all the same: that costs more turns, and no
     * value.
     */
    private val turns = AtomicInteger()

    override fun execute(disposal: Disposal) {
        val added = pending.add(disposal)
        if (turns.get() < mostTurns) {
            beginTurnFor(added)
        }
    }

    private fun beginTurnFor(added: ArrivingDisposals.Entry) {
        try {
            beginTurn()
        } catch (refusal: Throwable) {
            if (pending.remove(added)) {
                throw refusal
            }
        }
    }

    /**
     * The watch is begun last: it ends only where no turn is counted, so it sees this one, or this
     * finds that it has ended. Threads that race may begin a few more than the most, which find
     * less to do.
     */
    private fun beginTurn() {
        dispatcher.dispatch(EmptyCoroutineContext, this)
        turns.incrementAndGet()
        EndWatch.begin(this)
    }

    /** One turn. What a disposer throws ends it, and is reported as the dispatcher does that. */
    override fun run() {
        try {
            repeat(MOST_IN_A_TURN) { (pending.poll() ?: return).runIsolated() }
        } finally {
            endTurn()
        }
    }

    /** Where the dispatcher takes no other turn, what is pending is left to the watch. */
    private fun endTurn() {
        turns.decrementAndGet()
        try {
            if (!pending.isEmpty() && turns.get() < mostTurns) {
                beginTurn()
            }
        } catch (_: Throwable) {
            // As said above.
        }
    }

    /**
     * As long as there are turns, others may rely on the watch. These are read first: what relied
     * on one that has ended since is pending, and whoever begins another finds that the watch has
     * ended.
     */
    override fun isIdle(): Boolean = turns.get() <= 0 && pending.isEmpty()

    /**
     * By another turn, whatever their number. If the dispatcher has ended, those before may have
     * been forgotten; as if there were none, it is then asked again by what is closed from now on.
     */
    override fun hasEnded(): Boolean {
        val ended = isRefused { beginTurn() }
        if (ended) {
            turns.set(0)
        }
        return ended
    }

    override fun takePending(): Disposal? = pending.poll()

    override fun toString(): String = "coroutine dispatcher $dispatcher"

    companion object {

        init {
            rehearse { OnIo(Here, 1) }
        }

        /** The only one. */
        val INSTANCE = OnIo(Dispatchers.IO, threads())

        /**
         * How many the dispatcher has at the most. As kotlinx.coroutines reads that, which has no
         * such dispatcher where it is no number.
         */
        fun threads(): Int =
            System.getProperty(IO_PARALLELISM_PROPERTY_NAME)?.toIntOrNull()
                ?: maxOf(64, Runtime.getRuntime().availableProcessors())
    }
}
