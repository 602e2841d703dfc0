package io.backdrop;

/**
 * A disposer that says what it frees, see {@link Disposer#weighing}. Any other weighs nothing,
 * which shows without a call to it: a hand-off calls no code of the user that it need not.
 */
interface Weighed<T> {

  /** What releasing the value frees, in bytes. */
  long weight(T value);

  /** What releasing it with this disposer frees, in bytes; 0 when that does not say. */
  @SuppressWarnings("unchecked") // What disposes of a T weighs a T.
  static <T> long by(Disposer<? super T> how, T value) {
    return how instanceof Weighed<?> weighed ? ((Weighed<T>) weighed).weight(value) : 0;
  }
}
