package io.backdrop.netty;

import static java.util.Objects.requireNonNull;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.ReferenceCounted;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.NonStickyEventExecutorGroup;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Values released by Netty's threads: on an event loop, a little in each of its turns, or on a
 * group of executors, where blocking is fine.
 *
 * {@snippet file="io/backdrop/netty/Snippets.java" region="pipeline"}
 *
 * <p>Make a strategy once, when the server starts: the first one of a JVM takes some ten
 * milliseconds to prepare. All strategies are thread-safe, and keep what every strategy keeps: what
 * the closing thread did to a value happens-before its release. An executor that was shut down, or
 * rejects, leaves the value to its closer, with a warning that names it, once. What was handed off
 * before that is released, unless an executor is told to forget it: see {@link
 * #eventLoop(EventLoop, Duration)} and {@link #blocking}.
 *
 * <p>What a handler closes in {@code channelInactive}, as above, stays open where Netty does not
 * call that: a loop that is busy when its group is shut down ends without closing its channels, if
 * the quiet period is zero or over too soon. So close the channels first, and wait for that, as by
 * {@link io.netty.channel.group.ChannelGroup#close()}; or leave the quiet period at Netty's two
 * seconds.
 *
 * <p>A disposer that fails stops nothing. It is logged as Netty logs a failing task: as a warning,
 * by Netty's own logging, under the name of this class.
 *
 * <p>Each method that makes a strategy throws an {@link IllegalStateException} when the Netty that
 * it finds is older than 4.2.
 */
public final class BackdropNetty {

  /** What a turn of an event loop gives to releasing, unless told otherwise. */
  private static final Duration DEFAULT_TURN = Duration.ofMillis(1);

  private BackdropNetty() {}

  /**
   * Releases on the event loop of a channel, for at most about a millisecond in each turn; see
   * {@link #eventLoop(EventLoop, Duration)}. It is for a channel that lives long, since each call
   * makes a queue, of about 5 kB. Where handlers of many channels close values, take {@link
   * #currentEventLoop(EventLoopGroup, BackdropStrategy)}: one strategy, whose turns they share.
   *
   * @param channel a channel that is registered
   * @return the strategy that does
   * @throws NullPointerException when the channel is null
   * @throws IllegalStateException when the channel is not yet registered to an event loop
   */
  public static BackdropStrategy eventLoop(Channel channel) {
    return eventLoop(channel.eventLoop());
  }

  /**
   * Releases on an event loop, for at most about a millisecond in each turn; see {@link
   * #eventLoop(EventLoop, Duration)}.
   *
   * @param loop where to release
   * @return the strategy that does
   * @throws NullPointerException when the loop is null
   */
  public static BackdropStrategy eventLoop(EventLoop loop) {
    return eventLoop(loop, DEFAULT_TURN);
  }

  /**
   * Releases on an event loop, in the order of closing, and for so long in each of its turns; what
   * is left then goes on after the loop has looked after its channels. So neither very many values
   * nor one large value with an {@link io.backdrop.IncrementalDisposer} stops them. Any other
   * disposer is not cut short, so one that blocks stops the loop: for those take {@link #blocking}.
   *
   * <p>However many values are closed, one task of the loop is pending for them. So a hand-off
   * costs the entry into a queue, and to submit a task only where none is pending. A disposer may
   * close further values into this strategy; they run later, not nested. When the loop shuts down,
   * all that is left is released in one go; once a second has passed, further attempts have no
   * pauses between them, and what other threads close is released by them, in place. What the loop
   * takes too late to release it goes to {@link io.backdrop.TrashThread#global()}, and so does what
   * other threads close while the loop has no room for a turn; where that trash thread is full,
   * whoever finds the value releases it. A warning says so, once. While all that is pending waits
   * for another attempt, what is closed may wait for some milliseconds. A loop whose {@link
   * io.netty.util.concurrent.RejectedExecutionHandler} silently drops what it has no room for loses
   * that value, and all that follow: take one that throws, as Netty's default does.
   *
   * <p>What waits is bounded by memory alone, whatever disposers weigh: a {@link
   * io.backdrop.TrashThread} has a bound. It grows where more is closed in a turn than can be
   * released in it: under load a turn may last tens of milliseconds, and one of those for releasing
   * is not much. Then give releasing longer, or take a trash thread.
   *
   * <p>Give all channels of a loop the same strategy: each has turns of its own, a second of its
   * own when the loop shuts down, and a queue of about 5 kB.
   *
   * @param loop where to release
   * @param perTurn how long in each turn; it ends late by what does not come in steps
   * @return the strategy that does
   * @throws NullPointerException when an argument is null
   * @throws IllegalArgumentException when the duration is not positive
   */
  public static BackdropStrategy eventLoop(EventLoop loop, Duration perTurn) {
    NettyVersion.check();
    return new LoopTurns(requireNonNull(loop, "loop"), positive(perTurn));
  }

  /**
   * Releases on the event loop that closes the value, if that is one of the group, as {@link
   * #eventLoop(EventLoop, Duration)} does; otherwise leaves it to another strategy. For handlers:
   * what they close stays on the thread that has it in its caches, and no other is woken.
   *
   * <p>Costs a look at each event loop of the group, and what the hand-off there costs.
   *
   * @param group the event loops
   * @param elsewhere takes what is closed on other threads
   * @return the strategy that does
   * @throws NullPointerException when an argument is null
   */
  public static BackdropStrategy currentEventLoop(
      EventLoopGroup group, BackdropStrategy elsewhere) {
    return currentEventLoop(group, DEFAULT_TURN, elsewhere);
  }

  /**
   * Releases on the event loop that closes the value, for so long in each turn; see {@link
   * #currentEventLoop(EventLoopGroup, BackdropStrategy)}.
   *
   * @param group the event loops
   * @param perTurn how long in each turn of a loop
   * @param elsewhere takes what is closed on other threads
   * @return the strategy that does
   * @throws NullPointerException when an argument is null
   * @throws IllegalArgumentException when the duration is not positive
   */
  public static BackdropStrategy currentEventLoop(
      EventLoopGroup group, Duration perTurn, BackdropStrategy elsewhere) {
    NettyVersion.check();
    return CurrentLoop.of(
        requireNonNull(group, "group"), positive(perTurn), requireNonNull(elsewhere, "elsewhere"));
  }

  /**
   * Gives each value to an executor of a group as a task of its own: for disposers that block. Take
   * a group without channels, such as a {@link io.netty.util.concurrent.DefaultEventExecutorGroup}.
   * A hand-off costs the group's {@code execute}, and a task of 16 bytes.
   *
   * <p>What an executor takes too late to run it goes to {@link io.backdrop.TrashThread#global()},
   * and a warning says so, once. What it forgets in another way is lost: an {@link
   * io.netty.util.concurrent.UnorderedThreadPoolEventExecutor} forgets at {@code shutdownNow}, and
   * any executor whose {@link io.netty.util.concurrent.RejectedExecutionHandler} silently drops
   * what it has no room for.
   *
   * @param group where to release
   * @return the strategy that does
   * @throws NullPointerException when the group is null
   */
  public static BackdropStrategy blocking(EventExecutorGroup group) {
    NettyVersion.check();
    return new OnExecutorGroup(requireNonNull(group, "group"));
  }

  /**
   * Gives up one reference, of a buffer or of anything else that counts them. A {@link
   * io.netty.buffer.ByteBuf}, and what holds one, weighs its capacity.
   *
   * <p>A {@link io.netty.buffer.CompositeByteBuf} of which this is the last reference is released
   * in steps, as by an {@link io.backdrop.IncrementalDisposer}: an event loop releases one of many
   * components over several turns. A step is one component, the last one first. One that fails
   * keeps no other from being released: the first failure is thrown at the end, up to a hundred
   * others are added to it as suppressed, and the composite itself keeps those components and its
   * reference, so that nothing is released twice. A composite that has further references, is of a
   * subclass, or is inside another composite or something that holds or views it is released by a
   * single call, however large it is.
   *
   * <p>Buffers in a list, a map or a record are released by {@link
   * io.backdrop.Disposer#structural(Disposer)}, of which each is one step:
   *
   * {@snippet file="io/backdrop/netty/Snippets.java" region="structural"}
   *
   * @param <T> the type of the values
   * @return the disposer that does
   */
  @SuppressWarnings("unchecked") // What releases anything that is counted releases a T.
  public static <T extends ReferenceCounted> Disposer<T> releasing() {
    return (Disposer<T>) Releasing.WEIGHED;
  }

  /**
   * Tells whether the current thread is an event loop, or an executor, of a group, and so must not
   * block. For {@link io.backdrop.TrashThreadBuilder#mustNotBlock}:
   *
   * {@snippet file="io/backdrop/netty/Snippets.java" region="must-not-block"}
   *
   * @param group the threads that must not block
   * @return the test, which costs a look at each executor of the group
   * @throws NullPointerException when the group is null
   * @throws IllegalArgumentException when the group is a {@link NonStickyEventExecutorGroup}, whose
   *     executors do not know their threads
   */
  public static BooleanSupplier onThreadOf(EventExecutorGroup group) {
    if (requireNonNull(group, "group") instanceof NonStickyEventExecutorGroup) {
      throw new IllegalArgumentException(
          "The executors of a NonStickyEventExecutorGroup do not know their threads; give the group that it was made of");
    }
    return () -> {
      for (var executor : group) {
        if (executor.inEventLoop()) {
          return true;
        }
      }
      return false;
    };
  }

  private static Duration positive(Duration perTurn) {
    if (!requireNonNull(perTurn, "perTurn").isPositive()) {
      throw new IllegalArgumentException(
          "The time per turn is " + perTurn + "; it must be positive, or nothing is ever released");
    }
    return perTurn;
  }
}
