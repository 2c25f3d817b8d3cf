package io.plumbline.engine.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value that came out of an expansion. A field that is a string takes the text as it was, so that
 * {@code 0123} and {@code 1e3} survive; any other field takes what YAML makes of it.
 */
record Expanded(@Nullable Object value, String text) {

  /** What YAML makes of a value, at every level. */
  static @Nullable Object typed(@Nullable Object raw) {
    return switch (raw) {
      case null -> null;
      case Expanded expanded -> typed(expanded.value);
      case Map<?, ?> map -> {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(String.valueOf(key), typed(value)));
        yield result;
      }
      case List<?> list -> {
        List<Object> result = new ArrayList<>(list.size());
        list.forEach(element -> result.add(typed(element)));
        yield result;
      }
      case Object other -> other;
    };
  }

  /** The value for a field that is a string: the text where there was an expansion. */
  static @Nullable Object textual(@Nullable Object raw) {
    return raw instanceof Expanded expanded ? expanded.text : raw;
  }

  /** The value for a field that is a mapping or a list: one level without the wrapping. */
  static @Nullable Object structural(@Nullable Object raw) {
    return raw instanceof Expanded expanded ? expanded.value : raw;
  }
}
