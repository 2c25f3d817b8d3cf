package io.plumbline.engine.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a configuration file while it is read. Every accessor names a key, its type and
 * its default; what does not fit is recorded as a problem and the default is returned, so that one
 * pass finds everything. Whoever reads a section calls {@link #rejectUnknownKeys} last.
 */
public final class ConfigSection {
  private final String path;
  private final Map<String, Object> values;
  private final List<ConfigProblem> problems;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * A section at a path, its values as SnakeYAML gives them, and the list that collects problems.
   */
  public ConfigSection(String path, Map<String, Object> values, List<ConfigProblem> problems) {
    this.path = path;
    this.values = values;
    this.problems = problems;
  }

  public String path() {
    return path;
  }

  /** The keys that are written, in the order of the file. */
  public Set<String> keys() {
    return values.keySet();
  }

  /** Whether the key is written, also when its value is null. */
  public boolean has(String key) {
    known.add(key);
    return values.containsKey(key);
  }

  /**
   * The value as YAML gave it: null, Boolean, Integer, Long, BigInteger, Double, String, List or
   * Map.
   */
  public @Nullable Object value(String key) {
    return Expanded.typed(raw(key));
  }

  public String string(String key, String defaultValue) {
    return switch (Expanded.textual(raw(key))) {
      case null -> defaultValue;
      case String text -> text;
      case Object other -> mismatch(key, "a string", other, defaultValue);
    };
  }

  public boolean bool(String key, boolean defaultValue) {
    return switch (value(key)) {
      case null -> defaultValue;
      case Boolean flag -> flag;
      case Object other -> mismatch(key, "true or false", other, defaultValue);
    };
  }

  /** A whole number between {@code min} and {@code max}, both included. */
  public long integer(String key, long defaultValue, long min, long max) {
    return switch (value(key)) {
      case null -> defaultValue;
      case Integer number when number >= min && number <= max -> number;
      case Long number when number >= min && number <= max -> number;
      case Double number when number >= min && number <= max && number == Math.rint(number) ->
          number.longValue();
      case Object other ->
          mismatch(key, "a whole number from " + min + " to " + max, other, defaultValue);
    };
  }

  public double number(String key, double defaultValue) {
    return switch (value(key)) {
      case null -> defaultValue;
      case Number number -> number.doubleValue();
      case Object other -> mismatch(key, "a number", other, defaultValue);
    };
  }

  /**
   * A duration in Go's notation; see {@link GoDuration}. A number without a unit is refused, but
   * for 0: the Collector takes it for nanoseconds, which nobody means.
   */
  public Duration duration(String key, Duration defaultValue) {
    Object value = Expanded.textual(raw(key));
    if (value == null) {
      return defaultValue;
    }
    if (value.equals(0)) {
      return Duration.ZERO;
    }
    Duration duration = value instanceof String text ? GoDuration.parse(text) : null;
    if (duration == null) {
      return mismatch(key, "a duration such as 300ms, 10s or 1h30m", value, defaultValue);
    }
    return duration;
  }

  /** One of a closed set, written in lower case. */
  public <E extends Enum<E>> E choice(String key, Class<E> type, E defaultValue) {
    Object value = Expanded.textual(raw(key));
    if (value == null) {
      return defaultValue;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
        return constant;
      }
    }
    String choices =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return mismatch(key, "one of " + choices, value, defaultValue);
  }

  /** A list of strings; one string with commas works too, as in the Collector. */
  public List<String> strings(String key, List<String> defaultValue) {
    Object value = Expanded.structural(raw(key));
    if (value == null) {
      return defaultValue;
    }
    if (value instanceof String text) {
      return text.isEmpty() ? List.of() : List.of(text.split(","));
    }
    if (!(value instanceof List<?> list)) {
      return mismatch(key, "a list of strings", value, defaultValue);
    }
    List<String> strings = new ArrayList<>(list.size());
    for (int index = 0; index < list.size(); index++) {
      Object element = Expanded.textual(list.get(index));
      if (element instanceof String text) {
        strings.add(text);
      } else {
        mismatch(key + "::" + index, "a string", element, defaultValue);
      }
    }
    return List.copyOf(strings);
  }

  /** A mapping of strings to strings. */
  public Map<String, String> stringMap(String key) {
    Object value = Expanded.structural(raw(key));
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?>)) {
      return mismatch(key, "a mapping of strings to strings", value, Map.<String, String>of());
    }
    Map<String, String> result = new LinkedHashMap<>();
    asMap(value)
        .forEach((name, raw) -> {
          Object element = Expanded.textual(raw);
          if (element instanceof String text) {
            result.put(name, text);
          } else {
            mismatch(key + "::" + name, "a string", element, "");
          }
        });
    return result;
  }

  /** A nested section; an empty one when it is not written or null. */
  public ConfigSection section(String key) {
    Object value = Expanded.structural(raw(key));
    if (value != null && !(value instanceof Map)) {
      mismatch(key, "a mapping", value, "");
    }
    return new ConfigSection(child(key), asMap(value), problems);
  }

  /**
   * An optional block: null when it is not written, or switched off with {@code enabled: false};
   * present, even empty, means on.
   */
  public @Nullable ConfigSection optionalSection(String key) {
    if (!has(key)) {
      return null;
    }
    ConfigSection section = section(key);
    return section.bool("enabled", true) ? section : null;
  }

  /** A list of mappings, each as a section whose path ends with its index. */
  public List<ConfigSection> sections(String key) {
    Object value = Expanded.structural(raw(key));
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      return mismatch(key, "a list", value, List.<ConfigSection>of());
    }
    List<ConfigSection> sections = new ArrayList<>();
    for (int index = 0; index < list.size(); index++) {
      Object element = Expanded.structural(list.get(index));
      if (!(element instanceof Map)) {
        mismatch(key + "::" + index, "a mapping", element, "");
      }
      sections.add(new ConfigSection(child(key) + "::" + index, asMap(element), problems));
    }
    return sections;
  }

  /** Records a problem with a key of this section. */
  public void problem(String key, String message) {
    problems.add(new ConfigProblem(child(key), message));
  }

  /** Records a problem with this section as a whole. */
  public void problem(String message) {
    problems.add(new ConfigProblem(path, message));
  }

  /**
   * Records the keys that nothing asked for. To be called when all of the section has been read.
   */
  public void rejectUnknownKeys() {
    String unknown =
        values.keySet().stream()
            .filter(key -> !known.contains(key))
            .collect(Collectors.joining(", "));
    if (!unknown.isEmpty()) {
      String expected = known.stream().sorted().collect(Collectors.joining(", "));
      String message =
          "'" + path.replace("::", ".") + "' has invalid keys: " + unknown + " (valid keys: ";
      decoding(path, message + expected + ")");
    }
  }

  private @Nullable Object raw(String key) {
    known.add(key);
    return values.get(key);
  }

  private void decoding(String at, String message) {
    problems.add(new ConfigProblem(at, message, ConfigProblem.Kind.DECODING));
  }

  private String child(String key) {
    return path.isEmpty() ? key : path + "::" + key;
  }

  private <T> T mismatch(String key, String expected, @Nullable Object found, T defaultValue) {
    decoding(child(key), "expected " + expected + ", found " + describe(Expanded.typed(found)));
    return defaultValue;
  }

  private static String describe(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case Map<?, ?> _ -> "a mapping";
      case List<?> _ -> "a list";
      case String text -> "\"" + text + "\"";
      case Object other -> other.toString();
    };
  }

  private static Map<String, Object> asMap(@Nullable Object value) {
    Map<String, Object> result = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, element) -> result.put(String.valueOf(key), element));
    }
    return result;
  }
}
