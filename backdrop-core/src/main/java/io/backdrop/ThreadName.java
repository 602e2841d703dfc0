package io.backdrop;

/** What a thread is called where people read it: its name, or else its number. */
final class ThreadName {

  private ThreadName() {}

  static String of(Thread thread) {
    var name = thread.getName();
    return name.isEmpty() ? "#" + thread.threadId() : name;
  }

  static String ofCurrent() {
    return of(Thread.currentThread());
  }
}
