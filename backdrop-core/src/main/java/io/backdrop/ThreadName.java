package io.backdrop;

/** What a thread is called where people read it: most virtual threads have no name. */
final class ThreadName {

  private ThreadName() {}

  static String of(Thread thread) {
    var name = thread.getName();
    return name.isEmpty() ? thread.toString() : name;
  }

  static String ofCurrent() {
    return of(Thread.currentThread());
  }
}
