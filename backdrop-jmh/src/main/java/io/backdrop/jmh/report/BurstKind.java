package io.backdrop.jmh.report;

import io.backdrop.jmh.HandOffBurst;
import io.backdrop.jmh.peer.Peer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A situation in which bursts are measured. */
enum BurstKind {
  oneThread("burst-1", "one thread", "one thread closes %,d values"),
  twoThreads("burst-2", "two threads", "two threads close %,d values each, at the same time"),
  oldValues(
      "burst-old", "old values", "one thread closes %,d values that have survived a collection"),
  busy("burst-busy", "at work", "one thread closes %,d values while others are released");

  /** What JMH's results are called. */
  final String file;

  /** In a few words. */
  final String shortly;

  private final String title;

  BurstKind(String file, String shortly, String title) {
    this.file = file;
    this.shortly = shortly;
    this.title = title;
  }

  String description() {
    return String.format(Locale.ROOT, title, HandOffBurst.SIZE);
  }

  int threads() {
    return this == twoThreads ? 2 : 1;
  }

  boolean isOld() {
    return this == oldValues;
  }

  boolean isBusy() {
    return this == busy;
  }

  /** The rejected queues among them, so that these and their bases are of one run. */
  Set<Peer> peers() {
    var peers = EnumSet.range(Peer.floor, Peer.oneLine);
    switch (this) {
      case oneThread -> {}
      case twoThreads -> peers.remove(Peer.trashQueue); // It is for one thread.
      case oldValues -> {
        peers.removeAll(EnumSet.range(Peer.forkJoin, Peer.mpscXadd));
        peers.removeAll(EnumSet.range(Peer.bareQueue, Peer.oneLine));
      }
      case busy -> {
        peers.removeIf(peer -> !peer.hasConsumer());
        peers.removeAll(EnumSet.range(Peer.forkJoin, Peer.mpscXadd));
      }
    }
    return peers;
  }
}
