package io.plumbline.engine.config;

import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.representer.Representer;

/**
 * One YAML document as plain values, with the place each of them is written at.
 *
 * @param positions by path; a path is the keys from the root, joined by {@code ::}
 * @param problems keys that are written twice
 */
record YamlDocument(
    @Nullable Object value, Map<String, Position> positions, List<ConfigProblem> problems) {
  /** As SnakeYAML's own default; far above any configuration people write. */
  private static final int LENGTH_MAX = 3 << 20;

  private static final int NESTING_MAX = 50;
  private static final int ALIASES_MAX = 50;

  /**
   * Reads a text of a source whose name is shown with every problem.
   *
   * @throws ConfigException when it is not YAML; the message says where
   */
  static YamlDocument parse(String source, String text) throws ConfigException {
    if (text.length() > LENGTH_MAX) {
      throw new ConfigException(source + ": longer than " + LENGTH_MAX + " characters");
    }
    try {
      Node root = yaml().compose(new StringReader(text));
      Map<String, Position> positions = new HashMap<>();
      if (root == null) {
        return new YamlDocument(null, positions, List.of());
      }
      return new NodeReader(source, positions).document(root);
    } catch (MarkedYAMLException e) {
      throw new ConfigException(source + at(e.getProblemMark()) + ": " + sentence(e));
    } catch (YAMLException e) {
      throw new ConfigException(source + ": " + e.getMessage());
    }
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(LENGTH_MAX);
    options.setNestingDepthLimit(NESTING_MAX);
    options.setMaxAliasesForCollections(ALIASES_MAX);
    DumperOptions unused = new DumperOptions();
    return new Yaml(
        new SafeConstructor(options), new Representer(unused), unused, options, new CoreSchema());
  }

  private static String at(@Nullable Mark mark) {
    return mark == null ? "" : ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
  }

  private static String sentence(MarkedYAMLException e) {
    String context = e.getContext() == null ? "" : e.getContext() + ": ";
    String problem = e.getProblem() == null ? "not valid YAML" : e.getProblem();
    Mark mark = e.getProblemMark();
    String snippet = mark == null ? null : mark.get_snippet();
    return context + problem.strip() + (snippet == null ? "" : "\n" + snippet);
  }
}
