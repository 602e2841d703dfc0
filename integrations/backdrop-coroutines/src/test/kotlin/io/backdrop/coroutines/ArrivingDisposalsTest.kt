package io.backdrop.coroutines

import io.backdrop.Disposal
import java.lang.ref.WeakReference
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource

/** What was added and neither taken nor removed is taken, in its order. */
@Timeout(60)
class ArrivingDisposalsTest {

    private val arriving = ArrivingDisposals()
    private val entries = HashMap<Disposal, ArrivingDisposals.Entry>()

    @Test
    fun `the first to come is the first to be taken`() {
        val added = add(5)

        assertThat(takeAll()).isEqualTo(added)
    }

    @Test
    fun `what comes while some are taken comes after all others`() {
        val before = add(3)
        assertThat(arriving.poll()).isSameAs(before.first())
        val meanwhile = add(3)

        assertThat(takeAll()).isEqualTo(before.drop(1) + meanwhile)
    }

    @ParameterizedTest
    @ValueSource(ints = [0, 1, 2, 3, 4, 5])
    fun `what is removed is not taken, wherever it was`(index: Int) {
        val added = add(6)

        assertThat(remove(added[index])).isTrue()

        assertThat(takeAll()).isEqualTo(added - added[index])
    }

    @ParameterizedTest
    @ValueSource(ints = [1, 2, 3, 4, 5])
    fun `nor is it where some were taken before`(index: Int) {
        val added = add(3).also { arriving.poll() } + add(3)

        assertThat(remove(added[index])).isTrue()

        assertThat(takeAll()).isEqualTo(added.drop(1) - added[index])
    }

    @Test
    fun `what was taken cannot be removed`() {
        val added = add(3)
        arriving.poll()

        assertThat(remove(added.first())).isFalse()

        assertThat(takeAll()).isEqualTo(added.drop(1))
    }

    @Test
    fun `it is empty once all were taken or removed`() {
        assertThat(arriving.isEmpty()).isTrue()
        val added = add(3)

        assertThat(arriving.isEmpty()).isFalse()
        arriving.poll()
        assertThat(arriving.isEmpty()).isFalse()
        remove(added[2])
        assertThat(arriving.isEmpty()).isFalse()
        remove(added[1])
        assertThat(arriving.isEmpty()).isTrue()
        assertThat(arriving.poll()).isNull()
    }

    @Test
    fun `what is removed is not kept, though nobody takes`() {
        val removed = addAndRemove()
        addAndRemove()

        while (removed.get() != null) {
            System.gc()
        }

        assertThat(arriving.isEmpty()).isTrue()
    }

    private fun addAndRemove(): WeakReference<ArrivingDisposals.Entry> {
        val entry = arriving.add(anyDisposal())
        arriving.remove(entry)
        return WeakReference(entry)
    }

    private fun add(count: Int): List<Disposal> =
        List(count) { anyDisposal() }.onEach { entries[it] = arriving.add(it) }

    private fun remove(disposal: Disposal) = arriving.remove(entries.getValue(disposal))

    private fun takeAll(): List<Disposal> = generateSequence(arriving::poll).toList()
}
