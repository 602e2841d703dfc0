package io.backdrop.coroutines

import io.backdrop.Backdrop
import io.backdrop.BackdropStrategy
import io.backdrop.Disposer
import kotlin.contracts.ExperimentalContracts
import kotlin.contracts.InvocationKind
import kotlin.contracts.contract
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers

/**
 * Values released on coroutine dispatchers.
 *
 * Make a strategy of a dispatcher once, when the program starts: the first one of a JVM takes some
 * milliseconds to prepare, and each is kept until a minute after its last value.
 *
 * A disposal belongs to no scope and has no job: it survives the cancellation of whatever closed
 * the value. Where an executor passes something on to a task from whoever gives it that, such as a
 * logging context, it is the closer's. All strategies are thread-safe, and what the closing thread
 * did to a value happens-before its release. A dispatcher that throws, or whose executor was shut
 * down, leaves the value to its closer, with a warning that names it, once.
 *
 * The end of a dispatcher loses nothing, though some forget the tasks that wait in them, as
 * [Dispatchers.IO] does in [Dispatchers.shutdown]: what they would have released goes to
 * [io.backdrop.TrashThread.global] within a second of the end, with a warning. An executor that is
 * no `ExecutorService` does not tell that it was shut down, nor does a view of `limitedParallelism`
 * tell what is behind it: what is closed after the end goes to [Dispatchers.IO], as every task
 * does. What an executor behind a view forgets in `shutdownNow` is lost. After the end of a
 * `runBlocking`, what is closed into its loop is released by the thread on which kotlinx.coroutines
 * ends all delays: a release that takes long there makes every `delay` of the program late.
 *
 * The end of the JVM waits for no thread of [Dispatchers.Default] and [Dispatchers.IO]: what is
 * pending then is lost. An [io.backdrop.TrashThread] is drained then.
 *
 * A disposer that fails is reported as the dispatcher reports a failing task: those of
 * kotlinx.coroutines to the uncaught exception handler of the thread, an executor in its usual way.
 */
public object BackdropCoroutines {

    /**
     * Releases on [Dispatchers.Default], among the ordinary tasks, for disposers that compute. One
     * that blocks, or sleeps between attempts because it is `retrying`, holds up a thread of the
     * few there are: for those take [onIo].
     *
     * @throws IllegalStateException when the coroutines library that it finds is older than 1.10.2
     */
    @JvmStatic public fun onDefault(): BackdropStrategy = on(Dispatchers.Default)

    /**
     * Releases on [Dispatchers.IO], where blocking is fine: on up to all of its threads, and up to
     * sixteen values in one task. A hand-off costs an entry of 24 bytes into a queue, and a
     * `dispatch` only while fewer turns wait or run than the dispatcher has threads.
     *
     * @throws IllegalStateException when the coroutines library that it finds is older than 1.10.2
     */
    @JvmStatic public fun onIo(): BackdropStrategy = on(Dispatchers.IO)

    /**
     * Releases on a [dispatcher], such as one of `limitedParallelism`. A hand-off costs its
     * `dispatch`, and a task of 24 bytes, of which a chain is made; with [Dispatchers.Default] a
     * task of 16 bytes, and with [Dispatchers.IO] less: see [onIo]. Where the dispatcher wants no
     * dispatch, as [Dispatchers.Unconfined] does, the value is released in place, and closing
     * throws what the disposer throws.
     *
     * A dispatcher that throws while values wait is taken for one that has ended, and so is an
     * executor behind it that is no `ExecutorService`: one that is merely full at times should
     * block or queue. What an executor rejects because it is full, kotlinx.coroutines releases on
     * [Dispatchers.IO], without a word.
     *
     * One virtual thread looks after all strategies on which something is pending, until a minute
     * after the last value. Of [Dispatchers.Default] and [Dispatchers.IO] there is only one
     * strategy each.
     *
     * @throws IllegalStateException when the coroutines library that it finds is older than 1.10.2
     */
    @JvmStatic
    public fun on(dispatcher: CoroutineDispatcher): BackdropStrategy {
        CoroutinesVersion.check()
        return when {
            dispatcher === Dispatchers.Default -> OnDefault.INSTANCE
            dispatcher === Dispatchers.IO -> OnIo.INSTANCE
            else -> OnDispatcher(dispatcher)
        }
    }
}

/** Makes a strategy of this dispatcher: see [BackdropCoroutines.on]. */
public fun CoroutineDispatcher.asBackdropStrategy(): BackdropStrategy = BackdropCoroutines.on(this)

/**
 * Calls the [block] with this value, then closes the value by the [strategy], whether the block
 * returns, throws, or is cancelled. The block may suspend where the caller may.
 */
@OptIn(ExperimentalContracts::class)
public inline fun <T : AutoCloseable, R> T.use(strategy: BackdropStrategy, block: (T) -> R): R {
    contract { callsInPlace(block, InvocationKind.EXACTLY_ONCE) }
    return Backdrop.of(this, strategy).use { block(it.get()) }
}

/**
 * Calls the [block] with this value, then has the value released by the [disposer] when and where
 * the [strategy] says, whether the block returns, throws, or is cancelled. The block may suspend
 * where the caller may.
 */
@OptIn(ExperimentalContracts::class)
public inline fun <T : Any, R> T.use(
    disposer: Disposer<in T>,
    strategy: BackdropStrategy,
    block: (T) -> R,
): R {
    contract { callsInPlace(block, InvocationKind.EXACTLY_ONCE) }
    return Backdrop.of(this, disposer, strategy).use { block(it.get()) }
}
