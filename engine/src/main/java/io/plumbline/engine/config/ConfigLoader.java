package io.plumbline.engine.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration from where {@code --config} and {@code --set} say: every source is parsed,
 * later ones are laid over earlier ones key by key, and then variables are expanded.
 */
public final class ConfigLoader {
  /** A single letter before the colon is a drive, not a scheme. */
  private static final Pattern LOCATION =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)", Pattern.DOTALL);

  private final ConfigSources sources;

  /** A loader that finds the variables of {@code env:} in {@code environment}. */
  public ConfigLoader(Map<String, String> environment) {
    this.sources = new ConfigSources(environment);
  }

  /**
   * Loads and merges.
   *
   * @param locations a file's path, or {@code file:…}, {@code env:NAME}, {@code yaml:a::b: value}
   * @param assignments {@code a.b=value}
   * @throws ConfigException when a source can't be read or is not YAML
   */
  public Configuration load(List<String> locations, List<String> assignments)
      throws ConfigException {
    if (locations.isEmpty()) {
      throw new ConfigException("at least one config flag must be provided");
    }
    List<String> failures = new ArrayList<>();
    List<YamlDocument> documents = new ArrayList<>();
    for (String location : locations) {
      read(location, documents, failures);
    }
    for (String assignment : assignments) {
      assign(assignment, documents, failures);
    }
    if (!failures.isEmpty()) {
      throw ConfigException.unreadable(failures);
    }
    return merge(locations, documents);
  }

  private void read(String location, List<YamlDocument> documents, List<String> failures) {
    Matcher matcher = LOCATION.matcher(location);
    String scheme = matcher.matches() ? matcher.group(1) : "file";
    String rest = matcher.matches() ? matcher.group(2) : location;
    try {
      documents.add(
          switch (scheme) {
            case "file" -> document(rest, ConfigSources.fileText(rest));
            case "env" -> document(location, sources.variable(rest));
            case "yaml" -> document(location, rest);
            default ->
                throw new ConfigException(
                    "scheme \"" + scheme + "\" is not supported for uri \"" + location + "\"");
          });
    } catch (ConfigException | IOException e) {
      failures.add(String.valueOf(e.getMessage()));
    }
  }

  private void assign(String assignment, List<YamlDocument> documents, List<String> failures) {
    int equal = assignment.indexOf('=');
    if (equal < 0) {
      failures.add("--set " + assignment + ": missing equal sign");
      return;
    }
    String key = assignment.substring(0, equal).strip().replace(".", "::");
    try {
      documents.add(
          document("--set " + assignment, key + ": " + assignment.substring(equal + 1).strip()));
    } catch (ConfigException e) {
      failures.add(String.valueOf(e.getMessage()));
    }
  }

  private static YamlDocument document(String source, String text) throws ConfigException {
    YamlDocument document = YamlDocument.parse(source, text);
    if (document.value() == null || document.value() instanceof Map) {
      return document;
    }
    String found = document.value() instanceof List ? "a list" : "a single value";
    throw new ConfigException(
        source + ": cannot be used as a Conf: expected a mapping at the top, found " + found);
  }

  private Configuration merge(List<String> names, List<YamlDocument> documents) {
    Map<String, Object> merged = new LinkedHashMap<>();
    Map<String, Position> positions = new HashMap<>();
    List<ConfigProblem> problems = new ArrayList<>();
    for (YamlDocument document : documents) {
      overlay(merged, unnested(document.value()));
      positions.putAll(document.positions());
      problems.addAll(document.problems());
    }
    Object expanded = new Expansion(sources, problems).expand("", merged);
    return new Configuration(
        names, stringKeys(Objects.requireNonNull(expanded)), positions, problems);
  }

  /** At the top, {@code a::b: v} is another way to write {@code a: {b: v}}. */
  private static Map<String, Object> unnested(@Nullable Object document) {
    Map<String, Object> result = new LinkedHashMap<>();
    if (document == null) {
      return result;
    }
    stringKeys(document)
        .forEach((key, value) -> {
          String[] parts = key.split("::", -1);
          Object nested = value;
          for (int index = parts.length - 1; index > 0; index--) {
            Map<String, Object> wrapped = new LinkedHashMap<>();
            wrapped.put(parts[index], nested);
            nested = wrapped;
          }
          Map<String, Object> top = new LinkedHashMap<>();
          top.put(parts[0], nested);
          overlay(result, top);
        });
    return result;
  }

  /** Mappings are merged at every level; anything else replaces what was there. */
  private static void overlay(Map<String, Object> below, Map<String, Object> above) {
    above.forEach((key, value) -> {
      if (below.get(key) instanceof Map<?, ?> belowMap && value instanceof Map<?, ?> aboveMap) {
        Map<String, Object> merged = stringKeys(belowMap);
        overlay(merged, stringKeys(aboveMap));
        below.put(key, merged);
      } else {
        below.put(key, value);
      }
    });
  }

  private static Map<String, Object> stringKeys(Object map) {
    Map<String, Object> result = new LinkedHashMap<>();
    ((Map<?, ?>) map).forEach((key, value) -> result.put((String) key, value));
    return result;
  }
}
