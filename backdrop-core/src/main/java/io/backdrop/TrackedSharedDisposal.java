package io.backdrop;

/** A shared disposal whose handles are watched, all or some of them. */
final class TrackedSharedDisposal<T> extends SharedDisposal<T> {

  private final Watcher watcher;

  /**
   * About how many handles were made, including those on the value that this one is a copy of:
   * threads that race may count two as one.
   */
  private int made;

  TrackedSharedDisposal(
      T value, Disposer<? super T> disposer, BackdropStrategy strategy, Watcher watcher, int made) {
    super(value, disposer, strategy);
    this.watcher = watcher;
    this.made = made;
  }

  Trail nextTrail() {
    return watcher.wants(made++) ? new Trail(new Watch(watcher, this)) : Trail.NONE;
  }

  @Override
  SharedDisposal<T> wrapAlike(T other, Disposer<? super T> how, BackdropStrategy where) {
    return new TrackedSharedDisposal<>(other, how, where, watcher, made);
  }
}
