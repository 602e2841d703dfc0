package io.backdrop;

import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads records, by their accessors, in the order in which the components are declared. */
final class RecordComponents {

  /** The accessors of all components that are not primitives, made accessible. */
  private static final ClassValue<Method[]> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents())
              .filter(component -> !component.getType().isPrimitive())
              .map(RecordComponent::getAccessor)
              .peek(RecordComponents::makeAccessible)
              .toArray(Method[]::new);
        }
      };

  private RecordComponents() {}

  /**
   * The components of a record. One whose accessor throws is left null, and the failure added.
   *
   * @throws IllegalStateException when the record is not open to this library
   */
  static @Nullable Object[] read(Record value, Failures failures) {
    var accessors = ACCESSORS.get(value.getClass());
    var components = new @Nullable Object[accessors.length];
    for (int i = 0; i < accessors.length; i++) {
      try {
        components[i] = accessors[i].invoke(value);
      } catch (InvocationTargetException e) {
        failures.add(e.getTargetException());
      } catch (IllegalAccessException e) {
        throw new AssertionError("The accessor was made accessible: " + accessors[i], e);
      }
    }
    return components;
  }

  private static void makeAccessible(Method accessor) {
    try {
      accessor.setAccessible(true);
    } catch (InaccessibleObjectException e) {
      throw new IllegalStateException(howToOpen(accessor.getDeclaringClass()), e);
    }
  }

  private static String howToOpen(Class<?> type) {
    var from = type.getModule().getName();
    var to = RecordComponents.class.getModule();
    var reader = to.isNamed() ? to.getName() : "ALL-UNNAMED";
    var name = type.getPackageName();
    return "The components of the record %s cannot be read, and what they hold was not released: add \"opens %s to %s;\" to the module %s, or run with --add-opens %s/%s=%s"
        .formatted(type.getName(), name, reader, from, from, name, reader);
  }
}
