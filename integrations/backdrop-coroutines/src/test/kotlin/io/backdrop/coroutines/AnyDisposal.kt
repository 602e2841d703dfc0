package io.backdrop.coroutines

import io.backdrop.Backdrop
import io.backdrop.Disposal
import io.backdrop.Disposer

/** A new one, as a strategy receives it. */
internal fun anyDisposal(): Disposal {
    lateinit var taken: Disposal
    Backdrop.of("value", Disposer.none()) { taken = it }.close()
    return taken
}
