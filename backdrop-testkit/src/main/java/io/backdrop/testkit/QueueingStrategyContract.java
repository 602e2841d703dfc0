package io.backdrop.testkit;

import io.backdrop.Backdrop;
import org.junit.jupiter.api.Test;

/**
 * What holds beside the {@link AsynchronousStrategyContract} for a strategy that runs no disposal
 * inside of another: a chain of a million nested values needs no stack.
 */
public abstract class QueueingStrategyContract extends AsynchronousStrategyContract {

  /** Called by subclasses. */
  protected QueueingStrategyContract() {}

  @Test
  void aChainOfAMillionNestedBackdropsNeedsNoStack() throws Exception {
    var ledger = new Ledger(1_000_000);
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
