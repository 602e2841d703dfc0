package io.backdrop;

/** Starts a trash thread, wraps nothing, and waits for the thread that looks for leaks. */
final class LeaksThreadMain {

  private LeaksThreadMain() {}

  public static void main(String[] arguments) {
    try (var trash = TrashThread.start()) {
      while (Thread.getAllStackTraces().keySet().stream()
          .noneMatch(thread -> thread.getName().equals("backdrop-leaks"))) {
        Thread.onSpinWait();
      }
      System.out.println("begun beside " + trash);
    }
  }
}
