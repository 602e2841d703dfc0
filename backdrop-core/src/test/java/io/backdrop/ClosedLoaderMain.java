package io.backdrop;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * Ends after the class loader of the library was closed, as a container does with an application
 * that it drops: what has not been loaded by then cannot be.
 */
final class ClosedLoaderMain {

  static final int VALUES = 5;

  private ClosedLoaderMain() {}

  public static void main(String[] arguments) throws Exception {
    begin(arguments[0]).run();
  }

  private static Runnable begin(String end) throws ReflectiveOperationException, IOException {
    try (var loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      var type = loader.loadClass(Application.class.getName());
      @SuppressWarnings("unchecked")
      var application = (Function<String, Runnable>) type.getConstructor().newInstance();
      return application.apply(end);
    }
  }

  private static URL[] classPath() throws MalformedURLException {
    var urls = new ArrayList<URL>();
    for (var entry :
        System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  /** Uses the library, and returns what is to happen once its class loader is closed. */
  public static final class Application implements Function<String, Runnable> {

    @Override
    public Runnable apply(String end) {
      return switch (end) {
        case "trash thread" -> after(TrashThread.start()::close);
        case "trash queue" -> after(new TrashQueue()::close);
        case "virtual threads" -> after(() -> BackdropStrategy.virtualThreads(1));
        case "pending" -> pendingInQueue();
        case "exit" -> behind(value -> System.exit(0));
        case "stuck" -> behind(value -> new CountDownLatch(1).await());
        default -> throw new IllegalArgumentException(end);
      };
    }

    private static Runnable after(Runnable use) {
      use.run();
      return () -> {};
    }

    private static Runnable pendingInQueue() {
      var queue = new TrashQueue();
      Backdrop.of("pending", Disposer.none(), queue).close();
      return () -> Thread.currentThread().setName(queue.toString()); // Holds it that long.
    }

    private static Runnable behind(Disposer<Object> first) {
      var gate = new CountDownLatch(1);
      Disposer<Object> waiting = value -> gate.await();
      var trash = TrashThread.start();
      Backdrop.of("first", waiting.andThen(first), trash).close();
      for (int i = 0; i < VALUES; i++) {
        Backdrop.of("behind", value -> System.out.println("released"), trash).close();
      }
      return gate::countDown;
    }
  }
}
