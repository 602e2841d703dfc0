package io.backdrop.coroutines

import io.backdrop.Disposal
import java.util.concurrent.atomic.AtomicReference

/**
 * A queue to which adding is cheap: it takes one compare-and-set, where the JDK's takes three for
 * two. So each entry leads to the one that came before it, and whoever takes one has to turn them
 * round. Those who take do so one after the other, under a lock.
 */
internal class ArrivingDisposals {

    private class Entry(@JvmField val disposal: Disposal) {

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
    fun add(disposal: Disposal) {
        val added = Entry(disposal)
        do {
            val before = latest.get()
            added.next = before
        } while (!latest.compareAndSet(before, added))
    }

    /** Takes the first one; null for none. */
    @Synchronized
    fun poll(): Disposal? {
        if (first == null) {
            turnRound()
        }
        val taken = first ?: return null
        first = taken.next
        return taken.disposal
    }

    /** Returns whether it was there. */
    @Synchronized
    fun remove(disposal: Disposal): Boolean {
        turnRound()
        var before: Entry? = null
        var entry = first
        while (entry != null && entry.disposal !== disposal) {
            before = entry
            entry = entry.next
        }
        if (entry == null) {
            return false
        }
        if (before == null) {
            first = entry.next
        } else {
            before.next = entry.next
        }
        return true
    }

    @Synchronized fun isEmpty(): Boolean = first == null && latest.get() == null

    /** Calls nothing once it has begun: the stack might end there. */
    private fun turnRound() {
        var last = first
        while (last?.next != null) {
            last = last.next
        }
        var entry = latest.getAndSet(null)
        var turned: Entry? = null
        while (entry != null) {
            val before = entry.next
            entry.next = turned
            turned = entry
            entry = before
        }
        if (last == null) {
            first = turned
        } else {
            last.next = turned
        }
    }
}
