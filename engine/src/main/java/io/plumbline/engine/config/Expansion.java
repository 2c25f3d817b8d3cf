package io.plumbline.engine.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${…}} in the values of a configuration, as the Collector's {@code confmap} does.
 *
 * <p>The innermost expression goes first, and a result is looked at again. A value that is one
 * expression and nothing else takes any YAML type; within a longer text only scalars may stand.
 * {@code $$} is a dollar sign.
 */
final class Expansion {
  /** Expressions that one written value may lead to: the Collector's cap. */
  private static final int EXPRESSIONS_MAX = 1000;

  private static final int TEXT_LENGTH_MAX = 3 << 20;
  private static final Pattern LOCATION =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)", Pattern.DOTALL);

  private final ConfigSources sources;
  private final List<ConfigProblem> problems;
  private int expressionsLeft;

  Expansion(ConfigSources sources, List<ConfigProblem> problems) {
    this.sources = sources;
    this.problems = problems;
  }

  /** The value with everything in it expanded; what can't be is recorded and left out as null. */
  @Nullable Object expand(String path, @Nullable Object written) {
    return switch (written) {
      case String text -> {
        expressionsLeft = EXPRESSIONS_MAX;
        try {
          yield expandText(path, text);
        } catch (ConfigException e) {
          problems.add(
              new ConfigProblem(path, String.valueOf(e.getMessage()), ConfigProblem.Kind.DECODING));
          yield null;
        }
      }
      case Map<?, ?> map -> {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put((String) key, expand(child(path, key), value)));
        yield result;
      }
      case List<?> list -> {
        List<Object> result = new ArrayList<>(list.size());
        for (Object element : list) {
          result.add(expand(child(path, result.size()), element));
        }
        yield result;
      }
      case null -> null;
      case Object scalar -> scalar;
    };
  }

  private @Nullable Object expandText(String path, String written) throws ConfigException {
    String text = written;
    Expression expression = Expression.first(text);
    while (expression != null) {
      if (--expressionsLeft < 0 || text.length() > TEXT_LENGTH_MAX) {
        throw new ConfigException("too many recursive expansions");
      }
      YamlText result = retrieve(expression.inner());
      if (expression.whole().equals(text)) {
        if (!(result.value() instanceof String)) {
          return new Expanded(expandResult(path, result.value()), unescape(result.text()));
        }
        text = result.text();
      } else {
        if (result.value() instanceof Map || result.value() instanceof List) {
          String found = result.value() instanceof Map ? "a mapping" : "a list";
          throw new ConfigException(
              "expanding " + expression.whole() + ": expected a single value, found " + found);
        }
        text = text.replace(expression.whole(), result.text());
      }
      expression = Expression.first(text);
    }
    return unescape(text);
  }

  /** What an expression gave may hold expressions itself; they count against the same cap. */
  private @Nullable Object expandResult(String path, @Nullable Object value)
      throws ConfigException {
    return switch (value) {
      case String text -> expandText(path, text);
      case Map<?, ?> map -> {
        Map<String, Object> result = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          String key = (String) entry.getKey();
          result.put(key, expandResult(child(path, key), entry.getValue()));
        }
        yield result;
      }
      case List<?> list -> {
        List<Object> result = new ArrayList<>(list.size());
        for (Object element : list) {
          result.add(expandResult(child(path, result.size()), element));
        }
        yield result;
      }
      case null -> null;
      case Object scalar -> scalar;
    };
  }

  private YamlText retrieve(String inner) throws ConfigException {
    String uri = inner.contains(":") ? inner : "env:" + inner;
    Matcher location = LOCATION.matcher(uri);
    if (!location.matches()) {
      throw new ConfigException("invalid uri: \"" + uri + "\"");
    }
    if (location.group(2).contains("$")) {
      throw new ConfigException("the uri \"" + uri + "\" contains unsupported characters ('$')");
    }
    try {
      return sources.retrieve(location.group(1), location.group(2));
    } catch (IOException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
  }

  private static String unescape(String text) {
    return text.replace("$$", "$");
  }

  private static String child(String path, Object key) {
    return path.isEmpty() ? key.toString() : path + "::" + key;
  }

  /**
   * A part of a text between {@code ${} and {@code }}.
   *
   * @param whole with the braces
   * @param inner without them
   */
  private record Expression(String whole, String inner) {

    /** The first one that holds no other and is not escaped; null when there is none. */
    static @Nullable Expression first(String text) {
      int from = 0;
      for (int end = text.indexOf('}'); end >= 0; end = text.indexOf('}', from)) {
        int start = text.lastIndexOf("${", end);
        if (start >= from && !escaped(text, start)) {
          return new Expression(text.substring(start, end + 1), text.substring(start + 2, end));
        }
        from = end + 1;
      }
      return null;
    }

    /** An odd run of dollar signs before one that opens an expression escapes it. */
    private static boolean escaped(String text, int dollar) {
      int before = dollar;
      while (before > 0 && text.charAt(before - 1) == '$') {
        before--;
      }
      return (dollar - before) % 2 == 1;
    }
  }
}
