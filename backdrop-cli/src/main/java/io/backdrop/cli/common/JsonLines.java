package io.backdrop.cli.common;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the lines of JSON in which a {@link ChildJvm} says what it has measured from all else that
 * it prints: the JVM itself may write to the same stream.
 *
 * @param type what is in a line of JSON
 * @param values takes that
 * @param others takes all other lines
 */
public record JsonLines<T>(Class<T> type, Consumer<T> values, Consumer<String> others)
    implements Consumer<String> {

  private static final Gson GSON = new Gson();

  @Override
  public void accept(String line) {
    var value = parse(line);
    if (value == null) {
      others.accept(line);
    } else {
      values.accept(value);
    }
  }

  private @Nullable T parse(String line) {
    try {
      return line.startsWith("{") ? GSON.fromJson(line, type) : null;
    } catch (JsonSyntaxException e) {
      return null;
    }
  }
}
