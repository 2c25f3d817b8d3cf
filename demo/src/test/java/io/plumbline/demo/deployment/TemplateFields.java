package io.plumbline.demo.deployment;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fields that documents of an index pattern have, from the store's templates. */
final class TemplateFields {
  private static final String FOLDER = "elk/src/main/resources/io/plumbline/elk/template";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Set<String> fields = new HashSet<>();

  /** Objects below which any name may appear. */
  private final Set<String> open = new HashSet<>();

  private boolean found;

  /** The fields of the template that covers exactly this index pattern. */
  static TemplateFields of(RepositoryFiles files, String pattern) {
    TemplateFields result = new TemplateFields();
    for (String name : files.list(FOLDER, ".index.json")) {
      JsonNode template = JSON.readTree(files.read(FOLDER + "/" + name));
      for (JsonNode covered : template.path("index_patterns")) {
        if (covered.asString().equals(pattern)) {
          result.add(files, template);
        }
      }
    }
    return result;
  }

  boolean exist() {
    return found;
  }

  boolean has(String field) {
    return fields.contains(field)
        || open.stream().anyMatch(object -> field.startsWith(object + "."));
  }

  private void add(RepositoryFiles files, JsonNode template) {
    found = true;
    for (JsonNode component : template.path("composed_of")) {
      if (component.asString().equals("plumbline-otel@mappings")) {
        JsonNode otel = JSON.readTree(files.read(FOLDER + "/otel.component.json"));
        add("", otel.path("template").path("mappings").path("properties"));
      }
    }
    add("", template.path("template").path("mappings").path("properties"));
  }

  private void add(String prefix, JsonNode properties) {
    properties
        .properties()
        .forEach(property -> {
          String name = prefix + property.getKey();
          JsonNode mapping = property.getValue();
          if (mapping.path("type").asString("").equals("passthrough")) {
            open.add(name);
          } else if (mapping.has("properties")) {
            add(name + ".", mapping.path("properties"));
          } else {
            fields.add(name);
          }
        });
  }
}
