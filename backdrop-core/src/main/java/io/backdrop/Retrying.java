package io.backdrop;

import java.util.concurrent.TimeUnit;

/** One attempt of several to release a value; see {@link Disposer#retrying}. */
record Retrying<T>(Disposer<? super T> how, RetryPolicy policy, int attempt)
    implements Disposer<T> {

  @Override
  public void dispose(T value) throws Exception {
    try {
      how.dispose(value);
    } catch (InterruptedException interrupt) {
      throw interrupt;
    } catch (Exception failure) {
      if (!policy.allowsAnotherAfter(attempt, failure)) {
        failure.addSuppressed(new IllegalStateException("Given up after attempt " + attempt));
        throw failure;
      }
      again(value);
    }
  }

  /** Later, where somebody sees to it; else here, after the pause. */
  private void again(T value) throws Exception {
    var next = new Retrying<>(how, policy, attempt + 1);
    long pause = policy.pauseAfter(attempt);
    var retries = Retries.ofCurrentThread();
    if (retries == null || !retries.add(new LinkedDisposal<T>(value, next, null), pause)) {
      TimeUnit.NANOSECONDS.sleep(pause);
      next.dispose(value);
    }
  }

  @Override
  public long weight(T value) {
    return how.weight(value);
  }

  @Override
  public boolean isMemoryOnly() {
    return how.isMemoryOnly();
  }
}
