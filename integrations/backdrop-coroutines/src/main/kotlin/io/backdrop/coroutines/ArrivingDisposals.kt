package io.backdrop.coroutines

import io.backdrop.Disposal
import java.util.concurrent.atomic.AtomicReference

/**
 * A queue to which adding is cheap: it takes one compare-and-set where no other thread adds at that
 * moment, and the JDK's three for two. So each entry leads to the one that came before it, and
 * whoever takes has to turn them round. All but adding is done by one thread after the other, under
 * a lock.
 */
internal class ArrivingDisposals {

    /** One that was added. Null once it was taken or removed, under the lock. */
    class Entry(@JvmField var disposal: Disposal?) {

        /** Written by the closer before it is published, and then under the lock. */
        @JvmField var next: Entry? = null
    }

    /** Leads to all that have come since they were last turned round. Any thread adds to it. */
    private val latest = AtomicReference<Entry?>()

    /** Leads to all that came before those, in their order. Under the lock. */
    private var first: Entry? = null

    /**
     * Not by an exchange: what is behind the entry would not be found before it is linked, and
     * never again if the stack ends there.
     */
    fun add(disposal: Disposal): Entry {
        val added = Entry(disposal)
        do {
            val before = latest.get()
            added.next = before
        } while (!latest.compareAndSet(before, added))
        return added
    }

    /** Takes the first one; null for none. */
    @Synchronized
    fun poll(): Disposal? {
        val head = head() ?: return null
        val taken = head.disposal
        head.disposal = null
        first = head.next
        return taken
    }

    /**
     * Returns whether it was there. Looks for the first one, so that the removed ones before that
     * are not kept.
     */
    @Synchronized
    fun remove(entry: Entry): Boolean {
        val there = entry.disposal != null
        entry.disposal = null
        head()
        return there
    }

    @Synchronized fun isEmpty(): Boolean = head() == null

    /** The first one that was not removed. */
    private fun head(): Entry? {
        while (true) {
            val head = first ?: turnRound() ?: return null
            if (head.disposal != null) {
                return head
            }
            first = head.next
        }
    }

    /** Where there is no first one. Calls nothing once it has them: the stack might end there. */
    private fun turnRound(): Entry? {
        var entry: Entry?
        do {
            entry = latest.get()
        } while (!latest.compareAndSet(entry, null))
        while (entry != null) {
            val before = entry.next
            entry.next = first
            first = entry
            entry = before
        }
        return first
    }
}
