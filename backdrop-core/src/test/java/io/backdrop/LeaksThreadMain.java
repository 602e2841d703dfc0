package io.backdrop;

/**
 * Has hardly anything rehearsed, so that none of that is picked to be watched, and waits for the
 * thread that looks for leaks.
 */
final class LeaksThreadMain {

  private LeaksThreadMain() {}

  public static void main(String[] arguments) {
    Rehearsal.once(LeaksThreadMain.class, BackdropStrategy::leak, 0);
    while (Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread -> thread.getName().equals("backdrop-leaks"))) {
      Thread.onSpinWait();
    }
    System.out.println("begun");
  }
}
