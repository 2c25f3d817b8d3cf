package io.plumbline.engine.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that was loaded, and everything found wrong with it so far. Whoever decodes and
 * checks it adds to {@link #problems} and at the end calls {@link #requireValid}.
 */
public final class Configuration {
  private static final String DECODING =
      "failed to get config: cannot unmarshal the configuration: decoding failed due to the"
          + " following error(s):\n";
  private static final String VALIDATION = "invalid configuration: ";

  private final List<String> names;
  private final Map<String, Object> values;
  private final Map<String, Position> positions;
  private final List<ConfigProblem> problems;

  Configuration(
      List<String> names,
      Map<String, Object> values,
      Map<String, Position> positions,
      List<ConfigProblem> problems) {
    this.names = List.copyOf(names);
    this.values = values;
    this.positions = positions;
    this.problems = problems;
  }

  /** The whole of it. */
  public ConfigSection root() {
    return new ConfigSection("", values, problems);
  }

  /** What is wrong, to be added to. */
  public List<ConfigProblem> problems() {
    return problems;
  }

  /** All values as they are after merging and expansion. */
  public Map<String, Object> values() {
    Map<String, Object> result = new LinkedHashMap<>();
    values.forEach((key, value) -> result.put(key, Expanded.typed(value)));
    return result;
  }

  /**
   * Does nothing for a configuration without problems.
   *
   * @throws ConfigException naming every problem, in the order of the file
   */
  public void requireValid() throws ConfigException {
    if (problems.isEmpty()) {
      return;
    }
    List<ConfigProblem> sorted = new ArrayList<>(new LinkedHashSet<>(problems));
    sorted.sort(
        Comparator.comparingInt((ConfigProblem problem) -> sourceIndex(position(problem.path())))
            .thenComparingInt(problem -> line(position(problem.path()))));
    boolean decoding =
        sorted.stream().anyMatch(problem -> problem.kind() == ConfigProblem.Kind.DECODING);
    List<String> lines = sorted.stream().map(this::line).toList();
    String list = decoding ? "\n  " + String.join("\n  ", lines) : ConfigException.listed(lines);
    throw new ConfigException(
        String.join(", ", names) + ": " + (decoding ? DECODING : VALIDATION) + list);
  }

  private String line(ConfigProblem problem) {
    Position position = position(problem.path());
    return problem + (position == null ? "" : " (" + position + ")");
  }

  /** Where a path is written, or the nearest one above it that is; null when none is. */
  private @Nullable Position position(String path) {
    String above = path;
    while (!above.isEmpty()) {
      Position position = positions.get(above);
      if (position != null) {
        return position;
      }
      int separator = above.lastIndexOf("::");
      above = separator < 0 ? "" : above.substring(0, separator);
    }
    return null;
  }

  private int sourceIndex(@Nullable Position position) {
    return position == null ? -1 : names.indexOf(position.source());
  }

  private static int line(@Nullable Position position) {
    return position == null ? 0 : position.line();
  }
}
