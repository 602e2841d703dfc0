package io.backdrop.coroutines

import io.backdrop.Backdrop
import io.backdrop.Disposer
import io.backdrop.testkit.Ledger
import io.backdrop.testkit.LogCapture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.RejectedExecutionException
import kotlin.concurrent.thread
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.IO_PARALLELISM_PROPERTY_NAME
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

private const val MOST_TURNS = 3

@Tag("warned-once")
@Timeout(60)
class OnIoTest {

    private val released = mutableListOf<Int>()
    private val dispatcher = ByHand()
    private val strategy = OnIo(dispatcher, MOST_TURNS)

    /** The tests look themselves. */
    init {
        strategy.watched.set(true)
    }

    @Test
    fun `the first values have a turn each, the others wait for these`() {
        close(0..<100)

        assertThat(dispatcher.waiting).hasSize(MOST_TURNS)
        dispatcher.runAll()
        assertThat(released).isEqualTo((0..<100).toList())
    }

    @Test
    fun `others have their turn after some values`() {
        close(0..<100)

        dispatcher.runNext()

        assertThat(released).isEqualTo((0..<16).toList())
        assertThat(dispatcher.waiting).hasSize(MOST_TURNS)
    }

    @Test
    fun `a turn that leaves nothing is the last one`() {
        close(0..0)

        dispatcher.runNext()

        assertThat(dispatcher.waiting).isEmpty()
    }

    @Test
    fun `what is closed once all have been released has a turn again`() {
        close(0..<100)
        dispatcher.runAll()

        close(100..<101)

        dispatcher.runAll()
        assertThat(released).endsWith(100)
    }

    @Test
    fun `a value that takes long holds up none of the others`() {
        val others = Ledger(40)
        val begun = CountDownLatch(1)
        val opened = CountDownLatch(1)
        Backdrop.of("long", waiting(begun, opened), strategy).close()
        val long = thread { dispatcher.runNext() }
        begun.await()
        for (value in 0..<others.size()) {
            Backdrop.of(value, others, strategy).close()
        }

        dispatcher.runAll()

        others.assertEachReleasedOnce()
        opened.countDown()
        long.join()
    }

    private fun waiting(begun: CountDownLatch, opened: CountDownLatch) =
        Disposer<String> {
            begun.countDown()
            opened.await()
        }

    @Test
    fun `a failure reaches the dispatcher, and the others are released`() {
        val failure = IllegalStateException("on purpose")
        Backdrop.of("fails", { throw failure }, strategy).close()
        close(0..<100)

        assertThatThrownBy { dispatcher.runNext() }.isSameAs(failure)

        dispatcher.runAll()
        assertThat(released).hasSize(100)
    }

    @Test
    fun `no interrupt of a disposer reaches the next one`() {
        val interrupts = mutableListOf<Boolean>()
        Backdrop.of("interrupts", { Thread.currentThread().interrupt() }, strategy).close()
        Backdrop.of("next", { interrupts.add(Thread.currentThread().isInterrupted) }, strategy)
            .close()

        dispatcher.runAll()

        assertThat(interrupts).containsExactly(false)
    }

    @Test
    fun `a dispatcher that throws leaves a value to its closer with a warning`() {
        LogCapture().use { log ->
            dispatcher.name = "that refuses"
            dispatcher.refuse()

            close(0..<2)

            assertThat(released).containsExactly(0, 1)
            assertThat(log.messages())
                .singleElement()
                .asString()
                .contains("coroutine dispatcher that refuses")
        }
    }

    @Test
    fun `a refusal counts as no turn`() {
        dispatcher.refuse()
        LogCapture().use { close(0..<MOST_TURNS) }
        dispatcher.accept()

        close(MOST_TURNS..MOST_TURNS)

        assertThat(dispatcher.waiting).hasSize(1)
    }

    @Test
    fun `what is left by a turn after which there is no other is found by the next look`() {
        close(0..<100)
        dispatcher.refuse()
        dispatcher.runAll()
        assertThat(released).hasSize(16 * MOST_TURNS)
        dispatcher.accept()
        assertThat(strategy.isIdle()).isFalse()

        strategy.look()

        dispatcher.runAll()
        assertThat(released).hasSize(100)
    }

    @Test
    fun `what a dispatcher forgets as it ends is released by the global trash thread`() {
        val ledger = Ledger(100)
        for (value in 0..<ledger.size()) {
            Backdrop.of(value, ledger, strategy).close()
        }
        LogCapture().use { log ->
            dispatcher.forget()
            dispatcher.refuse()

            strategy.look()

            ledger.await()
            assertThat(log.messages()).singleElement().asString().contains("100 values")
        }
    }

    @Test
    fun `what is closed after that is left to its closer`() {
        close(0..<100)
        LogCapture().use {
            dispatcher.forget()
            dispatcher.refuse()
            strategy.look()

            val releasing = mutableListOf<Thread>()
            Backdrop.of("late", { releasing.add(Thread.currentThread()) }, strategy).close()

            assertThat(releasing).containsExactly(Thread.currentThread())
        }
    }

    @Test
    fun `what was refused does not wait`() {
        dispatcher.refuse()

        LogCapture().use { close(0..0) }

        assertThat(strategy.isIdle()).isTrue()
    }

    @Test
    fun `a refusal of what another turn has released is not told to the closer`() {
        close(0..0)
        dispatcher.beforeDispatch = {
            dispatcher.runNext()
            dispatcher.refuse()
        }

        close(1..1)

        assertThat(released).containsExactly(0, 1)
    }

    @Test
    fun `what is closed while a turn is being refused does not rely on that`() {
        val single = OnIo(dispatcher, 1)
        single.watched.set(true)
        dispatcher.beforeDispatch = {
            dispatcher.beforeDispatch = {}
            Backdrop.of(1, released::add, single).close()
            dispatcher.refuse()
        }
        LogCapture().use { Backdrop.of(0, released::add, single).close() }

        dispatcher.runAll()

        assertThat(released).containsExactly(0, 1)
    }

    @Test
    fun `a turn that is one too many is followed by no other`() {
        close(0..<100)
        strategy.look()
        assertThat(dispatcher.waiting).hasSize(MOST_TURNS + 1)

        dispatcher.runNext()

        assertThat(dispatcher.waiting).hasSize(MOST_TURNS)
    }

    @Test
    fun `a turn that a failure has ended is not counted`() {
        Backdrop.of("fails", { error("on purpose") }, strategy).close()

        assertThatThrownBy { dispatcher.runNext() }.hasMessage("on purpose")

        assertThat(strategy.isIdle()).isTrue()
    }

    @Test
    fun `as long as there is a turn the strategy is not idle`() {
        close(0..<2)

        dispatcher.runNext()

        assertThat(released).hasSize(2)
        assertThat(strategy.isIdle()).isFalse()
        dispatcher.runNext()
        assertThat(strategy.isIdle()).isTrue()
    }

    @Test
    fun `it is idle after the end also where turns were forgotten that had nothing left to do`() {
        close(0..<2)
        dispatcher.runNext()
        dispatcher.forget()
        dispatcher.refuse()

        strategy.look()

        assertThat(strategy.isIdle()).isTrue()
    }

    @Test
    fun `it is idle after the end also where turns come late`() {
        close(0..<MOST_TURNS)
        dispatcher.refuse()
        LogCapture().use { strategy.look() }

        dispatcher.runAll()

        assertThat(strategy.isIdle()).isTrue()
    }

    @Test
    fun `a lack of memory is no end`() {
        for (thrown in listOf(OutOfMemoryError(), IllegalStateException(OutOfMemoryError()))) {
            close(0..<1)
            dispatcher.refuse(thrown)

            strategy.look()

            assertThat(strategy.isIdle()).isFalse()
            dispatcher.accept()
            dispatcher.runAll()
        }
        assertThat(released).containsExactly(0, 0)
    }

    @Test
    fun `the number of threads is read as a decimal one, as kotlinx does`() {
        System.setProperty(IO_PARALLELISM_PROPERTY_NAME, "010")
        try {
            assertThat(OnIo.threads()).isEqualTo(10)
        } finally {
            System.clearProperty(IO_PARALLELISM_PROPERTY_NAME)
        }
    }

    private fun close(values: IntRange) = values.forEach {
        Backdrop.of(it, released::add, strategy).close()
    }

    /** Its tasks run when the test says so. */
    private class ByHand : CoroutineDispatcher() {

        val waiting = ArrayDeque<Runnable>()
        var name = "by hand"
        var beforeDispatch = {}
        private var refusal: Throwable? = null

        override fun dispatch(context: CoroutineContext, block: Runnable) {
            beforeDispatch()
            refusal?.let { throw it }
            waiting.addLast(block)
        }

        fun refuse(by: Throwable = RejectedExecutionException("on purpose")) {
            refusal = by
        }

        fun accept() {
            refusal = null
        }

        fun forget() = waiting.clear()

        fun runNext() = waiting.removeFirst().run()

        fun runAll() {
            while (waiting.isNotEmpty()) {
                runNext()
            }
        }

        override fun toString() = name
    }
}
