package io.backdrop.junit;

import io.backdrop.HandleScope;
import io.backdrop.HandleScope.OpenHandle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/** Does what {@link NoOpenHandles} says. Thread-safe: it keeps nothing but what JUnit keeps. */
public final class OpenHandlesExtension
    implements TestInstancePreConstructCallback, BeforeEachCallback, AfterEachCallback {

  /** So many origins are named, for a reader's sake. */
  private static final int NAMED = 20;

  private static final Namespace NAMESPACE = Namespace.create(OpenHandlesExtension.class);

  /** Called by JUnit. */
  public OpenHandlesExtension() {}

  /** {@return that of the one test, so that what its instance makes belongs to it} */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  /** Begins, unless the instance is made for several tests. */
  @Override
  public void preConstructTestInstance(TestInstanceFactoryContext made, ExtensionContext context) {
    if (context.getTestMethod().isPresent()) {
      scopeOf(context);
    }
  }

  /** Begins, unless that has been done. */
  @Override
  public void beforeEach(ExtensionContext context) {
    scopeOf(context);
  }

  /**
   * JUnit closes it with the context, also when the test ends before it has begun. Looked up and
   * then put, which JUnit 5 and 6 do alike: a test is begun and ended by one thread.
   */
  private static HandleScope scopeOf(ExtensionContext context) {
    var store = context.getStore(NAMESPACE);
    var scope = store.get(HandleScope.class, HandleScope.class);
    if (scope == null) {
      scope = HandleScope.open();
      store.put(HandleScope.class, scope);
    }
    return scope;
  }

  /**
   * Ends.
   *
   * @throws AssertionError when handles are open
   */
  @Override
  public void afterEach(ExtensionContext context) {
    try (var scope = scopeOf(context)) {
      var open = scope.openHandles();
      if (!open.isEmpty()) {
        throw failure(context, open);
      }
    }
  }

  private static AssertionError failure(ExtensionContext context, List<OpenHandle> open) {
    var alike = new LinkedHashMap<Origin, List<OpenHandle>>();
    open.forEach(handle ->
        alike.computeIfAbsent(Origin.of(handle), origin -> new ArrayList<>()).add(handle));
    var named = alike.values().stream().limit(NAMED).toList();
    int more = open.size() - named.stream().mapToInt(List::size).sum();
    var message =
        named.stream()
            .map(OpenHandlesExtension::describe)
            .collect(
                Collectors.joining(
                    "\n",
                    "%s left %d open; close each handle, best by try-with-resources:\n"
                        .formatted(context.getDisplayName(), open.size()),
                    more == 0 ? "" : "\n  and %d more".formatted(more)));
    var failure = new AssertionError(message);
    named.forEach(handles -> failure.addSuppressed(handles.getFirst().made()));
    return failure;
  }

  /** The first frame is the call into the library. */
  private static String describe(List<OpenHandle> alike) {
    var handle = alike.getFirst();
    var frames = handle.made().getStackTrace();
    var place = frames.length > 1 ? frames[1].toString() : "an unknown place";
    var times = alike.size() == 1 ? "" : ", %d times".formatted(alike.size());
    return "  a handle on a " + handle.type().getName() + ", made at " + place + times;
  }

  /** What handles have in common that a loop makes, say: they are told together. */
  private record Origin(Class<?> type, List<StackTraceElement> frames) {
    static Origin of(OpenHandle handle) {
      return new Origin(handle.type(), List.of(handle.made().getStackTrace()));
    }
  }
}
