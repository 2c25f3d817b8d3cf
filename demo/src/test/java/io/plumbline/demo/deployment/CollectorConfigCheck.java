package io.plumbline.demo.deployment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Whether the pipelines of a configuration use what it defines, and its variables are explained.
 */
final class CollectorConfigCheck {
  private final String path;
  private final String text;
  private final List<String> problems = new ArrayList<>();

  CollectorConfigCheck(RepositoryFiles files, String path) {
    this.path = path;
    this.text = files.read(path);
  }

  List<String> problems() {
    Map<?, ?> config = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    Map<?, ?> service = map(config, "service");
    Set<Object> used = new HashSet<>();
    for (Object pipeline : map(service, "pipelines").values()) {
      for (String kind : List.of("receivers", "processors", "exporters")) {
        for (Object id : list(pipeline, kind)) {
          require(map(config, kind).containsKey(id), "a pipeline uses no " + kind + ": " + id);
          used.add(kind + "/" + id);
        }
      }
    }
    for (Object id : list(service, "extensions")) {
      require(map(config, "extensions").containsKey(id), "the service uses no extension: " + id);
      used.add("extensions/" + id);
    }
    for (String kind : List.of("receivers", "processors", "exporters", "extensions")) {
      for (Object id : map(config, kind).keySet()) {
        require(used.contains(kind + "/" + id), kind + " has an unused entry: " + id);
      }
    }
    String comment = text.substring(0, text.indexOf("\nreceivers:"));
    for (ConfigVariable variable : ConfigVariable.in(text)) {
      require(comment.contains(variable.name()), "does not explain " + variable.name());
      require(!variable.byDefault().isEmpty(), "has no default for " + variable.name());
    }
    return problems;
  }

  private static Map<?, ?> map(Map<?, ?> parent, String key) {
    return parent.get(key) instanceof Map<?, ?> child ? child : Map.of();
  }

  private static List<?> list(Object parent, String key) {
    return parent instanceof Map<?, ?> map && map.get(key) instanceof List<?> list
        ? list
        : List.of();
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      problems.add(path + ": " + problem);
    }
  }
}
