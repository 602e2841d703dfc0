package io.backdrop.testkit;

import io.backdrop.Backdrop;
import org.junit.jupiter.api.Test;

/**
 * What holds, in addition to the {@link AsynchronousStrategyContract}, for a strategy that runs no
 * disposal inside another: a chain of nested values, a million by default, needs no stack.
 */
public abstract class QueueingStrategyContract extends AsynchronousStrategyContract {

  /** Called by subclasses. */
  protected QueueingStrategyContract() {}

  /**
   * {@return of how many nested values the chain is that needs no stack} By default of a million;
   * fewer for a strategy that wakes another thread for each of them. A hundred thousand are still
   * more than any usual stack holds.
   */
  protected int chainLength() {
    return 1_000_000;
  }

  @Test
  void aLongChainOfNestedBackdropsNeedsNoStack() throws Exception {
    var ledger = new Ledger(chainLength());
    try (var subject = open()) {
      Backdrop<Link> chain = Backdrop.of(new Link.Last(ledger), subject.strategy());
      for (int number = 1; number < ledger.size(); number++) {
        chain = Backdrop.of(new Link.Inner(number, chain, ledger), subject.strategy());
      }
      chain.close();
      subject.await(ledger);
    }
    ledger.assertEachReleasedOnce();
  }

  private sealed interface Link extends AutoCloseable {

    record Last(Ledger ledger) implements Link {
      @Override
      public void close() {
        ledger.dispose(0);
      }
    }

    record Inner(int number, Backdrop<Link> next, Ledger ledger) implements Link {
      @Override
      public void close() {
        ledger.dispose(number);
        next.close();
      }
    }
  }
}
