package io.plumbline.demo.deployment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether Kibana's saved objects refer to each other and to fields of the store's templates. */
final class SavedObjectsCheck {
  private static final String FILE = "kibana/plumbline.ndjson";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern QUERIED = Pattern.compile("([A-Za-z_@][A-Za-z0-9_@.]*)\\s*:");

  /** The versions of the kinds of objects up to Kibana 8.19, which migrates older ones. */
  private static final Map<String, String> VERSIONS =
      Map.of("index-pattern", "8.0.0", "lens", "8.9.0", "search", "7.9.3", "dashboard", "10.2.0");

  private final Map<String, JsonNode> objects = new LinkedHashMap<>();
  private final Map<String, TemplateFields> views = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  SavedObjectsCheck(RepositoryFiles files) {
    for (String line : files.read(FILE).lines().toList()) {
      JsonNode object = JSON.readTree(line);
      String id = text(object, "id");
      require(objects.put(id, object) == null, id + " is there twice");
      if (text(object, "type").equals("index-pattern")) {
        String pattern = text(object.path("attributes"), "title");
        TemplateFields fields = TemplateFields.of(files, pattern);
        views.put(id, fields);
        require(fields.exist(), id + " is a view of what no template covers: " + pattern);
      }
    }
  }

  List<String> problems() {
    for (JsonNode object : objects.values()) {
      String id = text(object, "id");
      String type = text(object, "type");
      require(
          text(object, "typeMigrationVersion").equals(VERSIONS.get(type)),
          id + " is of an unknown version for " + type);
      for (JsonNode reference : object.path("references")) {
        JsonNode to = objects.get(text(reference, "id"));
        require(
            to != null && text(to, "type").equals(text(reference, "type")),
            id + " refers to no " + text(reference, "type") + ": " + text(reference, "id"));
      }
      switch (type) {
        case "index-pattern" -> checkView(id, object);
        case "lens" -> checkLens(id, object);
        case "search" -> checkSearch(id, object);
        case "dashboard" -> checkDashboard(id, object);
        default -> problems.add(FILE + ": " + id + " is of an unknown kind: " + type);
      }
    }
    return problems;
  }

  private void checkView(String id, JsonNode view) {
    JsonNode attributes = view.path("attributes");
    checkField(id, id, text(attributes, "timeFieldName"));
    JSON.readTree(text(attributes, "fieldFormatMap"))
        .propertyNames()
        .forEach(field -> checkField(id, id, field));
  }

  private void checkLens(String id, JsonNode lens) {
    JsonNode state = lens.path("attributes").path("state");
    state
        .path("datasourceStates")
        .path("formBased")
        .path("layers")
        .properties()
        .forEach(layer -> {
          String view = referred(lens, "indexpattern-datasource-layer-" + layer.getKey());
          require(!view.isEmpty(), id + " has a layer without a view: " + layer.getKey());
          checkLayer(id, view, layer.getValue());
          checkQuery(id, view, text(state.path("query"), "query"));
          checkVisualization(id, state.path("visualization"), layer.getValue());
        });
  }

  private void checkLayer(String id, String view, JsonNode layer) {
    JsonNode columns = layer.path("columns");
    for (JsonNode name : layer.path("columnOrder")) {
      require(columns.has(name.asString()), id + " orders no column: " + name.asString());
    }
    require(columns.size() == layer.path("columnOrder").size(), id + " leaves out a column");
    for (JsonNode column : columns) {
      String field = text(column, "sourceField");
      if (!field.equals("___records___")) {
        checkField(id, view, field);
      }
      checkQuery(id, view, text(column.path("filter"), "query"));
      String by = text(column.path("params").path("orderBy"), "columnId");
      require(by.isEmpty() || columns.has(by), id + " sorts by no column: " + by);
    }
  }

  /** Every column that the picture names is one of the layer. */
  private void checkVisualization(String id, JsonNode visualization, JsonNode layer) {
    List<String> named = new ArrayList<>();
    visualization.path("columns").forEach(column -> named.add(text(column, "columnId")));
    for (JsonNode drawn : visualization.path("layers")) {
      drawn.path("accessors").forEach(accessor -> named.add(accessor.asString()));
      named.add(text(drawn, "xAccessor"));
      named.add(text(drawn, "splitAccessor"));
    }
    require(!named.isEmpty(), id + " draws nothing");
    for (String column : named) {
      require(layer.path("columns").has(column), id + " draws no column: " + column);
    }
  }

  private void checkSearch(String id, JsonNode search) {
    JsonNode attributes = search.path("attributes");
    JsonNode source =
        JSON.readTree(text(attributes.path("kibanaSavedObjectMeta"), "searchSourceJSON"));
    String view = referred(search, text(source, "indexRefName"));
    require(!view.isEmpty(), id + " has no view");
    attributes.path("columns").forEach(column -> checkField(id, view, column.asString()));
    attributes.path("sort").forEach(sort -> checkField(id, view, sort.path(0).asString()));
    checkQuery(id, view, text(source.path("query"), "query"));
  }

  private void checkDashboard(String id, JsonNode dashboard) {
    JsonNode panels = JSON.readTree(text(dashboard.path("attributes"), "panelsJSON"));
    require(!panels.isEmpty(), id + " has no panels");
    for (JsonNode panel : panels) {
      String index = text(panel, "panelIndex");
      JsonNode to = objects.get(referred(dashboard, index + ":" + text(panel, "panelRefName")));
      require(
          to != null && text(to, "type").equals(text(panel, "type")),
          id + " has an empty panel: " + index);
    }
    require(panels.size() == dashboard.path("references").size(), id + " refers to what it lacks");
  }

  private void checkQuery(String id, String view, String query) {
    for (MatchResult field : QUERIED.matcher(query).results().toList()) {
      checkField(id, view, field.group(1));
    }
  }

  private void checkField(String id, String view, String field) {
    TemplateFields fields = views.get(view);
    require(
        fields != null && fields.has(field),
        id + " uses a field that " + view + " lacks: " + field);
  }

  private static String referred(JsonNode object, String name) {
    for (JsonNode reference : object.path("references")) {
      if (text(reference, "name").equals(name)) {
        return text(reference, "id");
      }
    }
    return "";
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      problems.add(FILE + ": " + problem);
    }
  }
}
