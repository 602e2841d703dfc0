package io.backdrop;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What the queue would be with one mistake in how it goes from page to page. Its pages have one
 * place each; the first has been filled and taken.
 */
class WeakPages {

  /** A page of one place. */
  static final class Page {
    private static final AtomicReferenceFieldUpdater<Page, @Nullable Page> NEXT =
        AtomicReferenceFieldUpdater.newUpdater(Page.class, Page.class, "next");

    final int first;
    volatile @Nullable ClaimableDisposal<?> disposal;
    volatile @Nullable Page next;

    Page(int first) {
      this.first = first;
    }

    Page nextOrNew() {
      var there = next;
      if (there == null) {
        NEXT.compareAndSet(this, null, new Page(first + 1));
        there = next;
      }
      return there == null ? this : there;
    }
  }

  private static final AtomicReferenceFieldUpdater<WeakPages, Page> PAGE =
      AtomicReferenceFieldUpdater.newUpdater(WeakPages.class, Page.class, "page");

  volatile Page page = new Page(0);
  private final AtomicInteger entered = new AtomicInteger(1);
  Page head = page;

  WeakPages() {
    page.nextOrNew();
  }

  final void offer(ClaimableDisposal<?> disposal) {
    while (true) {
      int position = entered.get();
      turnTo(position);
      var on = page;
      if (entered.compareAndSet(position, position + 1)) {
        on.disposal = disposal;
        return;
      }
    }
  }

  void turnTo(int position) {
    for (var on = page; on.first < position; on = page) {
      PAGE.compareAndSet(this, on, on.nextOrNew());
    }
  }

  @Nullable ClaimableDisposal<?> poll() {
    var next = head.next;
    if (next == null || next.disposal == null) {
      return null;
    }
    head = next;
    return next.disposal;
  }

  /** A producer that was held up writes an older page over a newer one. */
  static final class OldOverNew extends WeakPages {
    @Override
    void turnTo(int position) {
      while (page.first < position) {
        var next = page.nextOrNew();
        Tally.widenTheGap();
        page = next;
      }
      Tally.widenTheGap();
    }
  }

  /** The consumer cuts off a page that it is done with, instead of marking it. */
  static final class CutOff extends WeakPages {
    private boolean taken = true;

    @Override
    @Nullable ClaimableDisposal<?> poll() {
      if (taken) {
        var next = head.next;
        if (next == null) {
          return null;
        }
        head.next = null;
        head = next;
      }
      var first = head.disposal;
      taken = first != null;
      return first;
    }
  }
}
