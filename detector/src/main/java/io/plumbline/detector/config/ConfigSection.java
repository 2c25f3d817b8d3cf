package io.plumbline.detector.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One object of a configuration while it is read. Every accessor names a key, its type and its
 * default; what does not fit is recorded as a problem and the default is returned, so that one pass
 * finds everything. Whoever reads a section calls {@link #rejectUnknownKeys} last. Values never
 * appear in a problem where they may be secret.
 */
public final class ConfigSection {
  private final String path;
  private final JsonNode values;
  private final List<ConfigProblem> problems;
  private final Set<String> known = new TreeSet<>();

  /**
   * A section.
   *
   * @param path where it stands, for problems
   * @param values an object; a missing or null node is one without keys
   * @param problems gets what is wrong
   */
  public ConfigSection(String path, JsonNode values, List<ConfigProblem> problems) {
    this.path = path;
    this.problems = problems;
    if (!isAbsent(values) && !values.isObject()) {
      problems.add(new ConfigProblem(path, "expected an object with keys, found " + kind(values)));
    }
    this.values = values.isObject() ? values : JsonNodeFactory.instance.objectNode();
  }

  public String path() {
    return path;
  }

  /** Records a problem with a key. */
  public void problem(String key, String message) {
    problems.add(new ConfigProblem(pathOf(key), message));
  }

  public boolean has(String key) {
    return !isAbsent(value(key));
  }

  /** The value as it is written; a missing node when there is none. */
  public JsonNode value(String key) {
    known.add(key);
    return values.path(key);
  }

  /** A text, null when there is none. */
  public @Nullable String string(String key) {
    JsonNode value = value(key);
    if (isAbsent(value)) {
      return null;
    }
    if (value.isString() || value.isNumber() || value.isBoolean()) {
      return value.asString();
    }
    problem(key, "expected text, found " + kind(value));
    return null;
  }

  public String string(String key, String defaultValue) {
    String value = string(key);
    return value == null ? defaultValue : value;
  }

  /** A text that must be there and not be blank; "" when it is not. */
  public String requiredString(String key) {
    boolean written = has(key);
    String value = string(key);
    if (value != null && !value.isBlank()) {
      return value;
    }
    if (!written || value != null) {
      problem(key, "expected text, found " + (written ? "blank text" : "nothing"));
    }
    return "";
  }

  public boolean flag(String key, boolean defaultValue) {
    JsonNode value = value(key);
    if (!isAbsent(value) && !value.isBoolean()) {
      problem(key, "expected true or false, found " + text(value));
    }
    return value.isBoolean() ? value.asBoolean() : defaultValue;
  }

  public int integer(String key, int defaultValue, int min, int max) {
    JsonNode value = value(key);
    if (isAbsent(value)) {
      return defaultValue;
    }
    if (!value.canConvertToInt() || !value.isIntegralNumber() || outside(value, min, max)) {
      problem(key, "expected a whole number from " + min + " to " + max + ", found " + text(value));
      return defaultValue;
    }
    return value.asInt();
  }

  public double number(String key, double defaultValue, double min, double max) {
    JsonNode value = value(key);
    if (isAbsent(value)) {
      return defaultValue;
    }
    if (!value.isNumber() || outside(value, min, max)) {
      String range = "from " + number(min) + " to " + number(max);
      problem(key, "expected a number " + range + ", found " + text(value));
      return defaultValue;
    }
    return value.asDouble();
  }

  /** A duration such as {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h} or {@code 7d}. */
  public Duration duration(String key, Duration defaultValue, Duration min, Duration max) {
    String text = string(key);
    if (text == null) {
      return defaultValue;
    }
    Duration value = DurationText.parse(text);
    if (value == null || value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      String range = "from " + DurationText.of(min) + " to " + DurationText.of(max);
      problem(key, "expected a duration like 30s, 5m or 1h, " + range + ", found '" + text + "'");
      return defaultValue;
    }
    return value;
  }

  /** One of the constants of an enum, written in lower case. */
  public <E extends Enum<E>> E choice(String key, E defaultValue) {
    String text = string(key);
    if (text == null) {
      return defaultValue;
    }
    E[] all = defaultValue.getDeclaringClass().getEnumConstants();
    for (E one : all) {
      if (id(one).equals(text)) {
        return one;
      }
    }
    String names = Arrays.stream(all).map(ConfigSection::id).collect(Collectors.joining(", "));
    problem(key, "expected one of " + names + ", found '" + text + "'");
    return defaultValue;
  }

  /** A list of texts, or a single one. */
  public List<String> strings(String key) {
    JsonNode value = value(key);
    if (isAbsent(value) || value.isString()) {
      return value.isString() ? List.of(value.asString()) : List.of();
    }
    List<String> texts = new ArrayList<>();
    if (!value.isArray()) {
      problem(key, "expected a list of texts, found " + kind(value));
      return texts;
    }
    for (JsonNode one : value) {
      if (one.isString()) {
        texts.add(one.asString());
      } else {
        problem(key + "[" + texts.size() + "]", "expected text, found " + kind(one));
        texts.add("");
      }
    }
    return texts;
  }

  /** Texts by name, in the order in which they are written. */
  public Map<String, String> stringMap(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    ConfigSection section = section(key);
    for (String name : section.values.propertyNames()) {
      texts.put(name, section.string(name, ""));
    }
    return texts;
  }

  /** The object under a key; one without keys when there is none. */
  public ConfigSection section(String key) {
    return new ConfigSection(pathOf(key), value(key), problems);
  }

  /** The objects of a list; what is none is left out. */
  public List<ConfigSection> sections(String key) {
    JsonNode value = value(key);
    List<ConfigSection> sections = new ArrayList<>();
    if (!isAbsent(value) && !value.isArray()) {
      problem(key, "expected a list, found " + kind(value));
      return sections;
    }
    int index = 0;
    for (JsonNode one : value) {
      String at = key + "[" + index++ + "]";
      if (one.isObject()) {
        sections.add(new ConfigSection(pathOf(at), one, problems));
      } else {
        problem(at, "expected an object with keys, found " + kind(one));
      }
    }
    return sections;
  }

  /** Records a problem for every key that nobody has asked for. */
  public void rejectUnknownKeys() {
    for (String key : values.propertyNames()) {
      if (!known.contains(key)) {
        problem(key, "unknown key; known here: " + String.join(", ", known));
      }
    }
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static boolean outside(JsonNode value, double min, double max) {
    double number = value.asDouble();
    return !(number >= min && number <= max);
  }

  private static String id(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String kind(JsonNode value) {
    return value.isObject() ? "an object" : value.isArray() ? "a list" : text(value);
  }

  private static String text(JsonNode value) {
    String text = value.toString();
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
