/**
 * Values whose release happens later, elsewhere, or both.
 *
 * <p>What happens to a value:
 *
 * <ol>
 *   <li>A {@link io.backdrop.Backdrop} holds it together with the {@link io.backdrop.Disposer} that
 *       can release it.
 *   <li>Closing turns the two into a {@link io.backdrop.Disposal}, and hands that to the {@link
 *       io.backdrop.BackdropStrategy} of the Backdrop.
 *   <li>The strategy, such as a {@link io.backdrop.TrashThread} or a {@link
 *       io.backdrop.TrashQueue}, runs it. A large value with an {@link
 *       io.backdrop.IncrementalDisposer} can be released in slices.
 * </ol>
 *
 * <p>A value with several owners has an {@link io.backdrop.Arc} for each of them; the last one that
 * is closed hands it to the strategy. An {@link io.backdrop.ArcSwap} holds the current version of
 * something that is replaced while others use it.
 *
 * <h2>What holds for every strategy</h2>
 *
 * <ul>
 *   <li><b>At most once.</b> However many threads race to close, unwrap or move a Backdrop, one
 *       wins; the value is released once.
 *   <li><b>A refusal loses nothing.</b> A strategy that throws has not taken the value: the closing
 *       thread releases it, and the refusal is logged.
 *   <li><b>Happens-before.</b> All that the closing thread did to the value happens-before its
 *       release.
 *   <li><b>Use after close</b> is an {@link java.lang.IllegalStateException}, which says where the
 *       handle was made and closed if {@link io.backdrop.LeakDetection} recorded that.
 *   <li><b>Failures</b> of a disposer go to whoever runs the disposal. Where it runs in place, that
 *       is the caller. An executor treats them as it treats those of any task. A trash thread or
 *       trash queue tells its {@link io.backdrop.FailureHandler}, and goes on.
 *   <li><b>Nesting.</b> A disposer may close other Backdrops, on the same strategy too. On trash
 *       threads and trash queues their disposals do not nest on the stack; where a strategy refuses
 *       them, at most 64 do.
 * </ul>
 *
 * <p>No method takes or returns null unless it says so.
 */
@NullMarked
package io.backdrop;

import org.jspecify.annotations.NullMarked;
