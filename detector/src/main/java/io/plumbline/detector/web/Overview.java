package io.plumbline.detector.web;

import io.plumbline.detector.explain.Severity;
import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.FeatureSearch;
import io.plumbline.detector.features.Scope;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.search.Search;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The last windows as one JSON document: a series per service and feature, the anomalies in them,
 * and the latest incidents.
 */
final class Overview {
  private static final int INCIDENTS_MAX = 50;
  private static final int ANOMALIES_MAX = 1_000;
  private static final int ACTIONS_MAX = 1_000;

  /** An anomaly this many windows old still colours its service. */
  private static final int WINDOWS_OF_SCORE = 2;

  private final ElasticsearchConnection connection;
  private final WindowGrid grid;
  private final Duration queryDelay;
  private final int windows;

  /**
   * An overview of windows on a grid.
   *
   * @param queryDelay how long after its end a window is complete
   * @param windows how many of the last complete ones are shown
   */
  Overview(ElasticsearchConnection connection, WindowGrid grid, Duration queryDelay, int windows) {
    this.connection = connection;
    this.grid = grid;
    this.queryDelay = queryDelay;
    this.windows = windows;
  }

  /** The overview as of now. */
  ObjectNode at(Instant now) throws IOException {
    Instant to = grid.floor(now.minus(queryDelay));
    Instant from = to.minus(grid.length().multipliedBy(windows));
    List<Window> shown = grid.between(from, to);
    ObjectNode root = connection.json().createObjectNode();
    root.put("now", now.toString());
    root.put("window_seconds", grid.seconds());
    ArrayNode times = root.putArray("times");
    shown.forEach(window -> times.add(window.end().toString()));
    JsonNode anomalies = hits("anomalies-plumbline-*", anomaliesQuery(from, to));
    putServices(root.putArray("services"), shown, rows(from, to), anomalies);
    putAnomalies(root.putArray("anomalies"), anomalies);
    JsonNode incidents = hits("incidents-plumbline", incidentsQuery());
    JsonNode actions =
        incidents.isEmpty() ? incidents : hits("actions-plumbline", actionsQuery(incidents));
    putIncidents(root.putArray("incidents"), incidents, actions);
    return root;
  }

  private String anomaliesQuery(Instant from, Instant to) {
    return """
    {"size": %d, "sort": [{"@timestamp": "asc"}],
     "_source": ["@timestamp", "service.name", "message", "anomaly.score", "anomaly.severity", "anomaly.top_features"],
     "query": {"bool": {"filter": [
       {"range": {"@timestamp": {"gt": "%s", "lte": "%s"}}},
       {"term": {"anomaly.window.seconds": %d}}]}}}
    """
        .formatted(ANOMALIES_MAX, from, to, grid.seconds());
  }

  private static String incidentsQuery() {
    return "{\"size\": %d, \"sort\": [{\"incident.opened\": \"desc\"}]}".formatted(INCIDENTS_MAX);
  }

  private String actionsQuery(JsonNode incidents) {
    ObjectNode query = connection.json().createObjectNode().put("size", ACTIONS_MAX);
    query.putArray("sort").addObject().put("@timestamp", "desc");
    ArrayNode ids = query.putObject("query").putObject("terms").putArray("incident.id");
    incidents.forEach(hit -> ids.add(incidentId(hit)));
    return query.toString();
  }

  private static String incidentId(JsonNode hit) {
    return hit.path("_source").path("incident").path("id").asString("");
  }

  private Map<String, Map<Instant, FeatureRow>> rows(Instant from, Instant to) throws IOException {
    Map<String, Map<Instant, FeatureRow>> byService = new TreeMap<>();
    FeatureSearch search = new FeatureSearch(new Search(connection), grid, Scope.SERVICES);
    for (FeatureRow row : search.rows(from, to, Set.of())) {
      byService.computeIfAbsent(row.service(), _ -> new TreeMap<>()).put(row.window().start(), row);
    }
    return byService;
  }

  private void putServices(
      ArrayNode services,
      List<Window> shown,
      Map<String, Map<Instant, FeatureRow>> byService,
      JsonNode anomalies) {
    byService.forEach((name, rows) -> {
      ObjectNode service = services.addObject();
      service.put("name", name);
      ObjectNode series = service.putObject("series");
      for (Shown feature : Shown.values()) {
        ArrayNode values = series.putArray(feature.key);
        double last = Double.NaN;
        for (Window window : shown) {
          FeatureRow row = rows.get(window.start());
          last = row == null ? Double.NaN : row.value(feature.feature);
          add(values, last);
        }
        put(service, feature.key, last);
      }
      putScore(service, name, shown, anomalies);
    });
  }

  private void putScore(ObjectNode service, String name, List<Window> shown, JsonNode anomalies) {
    Instant recent = shown.getLast().end().minus(grid.length().multipliedBy(WINDOWS_OF_SCORE));
    double score = 0;
    int count = 0;
    for (JsonNode hit : anomalies) {
      JsonNode source = hit.path("_source");
      if (!source.path("service").path("name").asString("").equals(name)) {
        continue;
      }
      count++;
      if (Instant.parse(source.path("@timestamp").asString("")).isAfter(recent)) {
        score = Math.max(score, source.path("anomaly").path("score").asDouble(0));
      }
    }
    service.put("score", score);
    service.put("severity", Severity.of(score).id());
    service.put("anomalies", count);
  }

  private static void putAnomalies(ArrayNode anomalies, JsonNode hits) {
    for (JsonNode hit : hits) {
      JsonNode source = hit.path("_source");
      JsonNode anomaly = source.path("anomaly");
      ObjectNode node = anomalies.addObject();
      node.set("time", source.path("@timestamp"));
      node.set("service", source.path("service").path("name"));
      node.set("score", anomaly.path("score"));
      node.set("severity", anomaly.path("severity"));
      node.set("top_features", anomaly.path("top_features"));
      node.set("message", source.path("message"));
    }
  }

  private static void putIncidents(ArrayNode incidents, JsonNode hits, JsonNode actions) {
    for (JsonNode hit : hits) {
      JsonNode source = hit.path("_source");
      JsonNode incident = source.path("incident");
      ObjectNode node = incidents.addObject();
      for (String name :
          List.of(
              "id",
              "status",
              "opened",
              "updated",
              "closed",
              "severity",
              "score",
              "windows",
              "services",
              "top_features",
              "evidence",
              "impact",
              "acknowledged",
              "explanation")) {
        if (!incident.path(name).isMissingNode()) {
          node.set(name, incident.path(name));
        }
      }
      node.set("service", source.path("service").path("name"));
      putActions(node.putArray("actions"), incidentId(hit), actions);
    }
  }

  /** Those about one incident, the first first; the hits have the last first. */
  private static void putActions(ArrayNode actions, String incidentId, JsonNode hits) {
    for (JsonNode hit : hits) {
      if (!incidentId(hit).equals(incidentId)) {
        continue;
      }
      JsonNode source = hit.path("_source");
      ObjectNode node = actions.insertObject(0);
      node.set("at", source.path("@timestamp"));
      for (String name : List.of("kind", "by", "note")) {
        node.set(name, source.path("action").path(name));
      }
    }
  }

  /** The hits of a search; none where nothing has been written yet. */
  private JsonNode hits(String index, String body) throws IOException {
    String path = "/" + index + "/_search?ignore_unavailable=true&allow_no_indices=true";
    return connection
        .send("POST", path, body)
        .orThrow("Searching " + index)
        .path("hits")
        .path("hits");
  }

  private static void add(ArrayNode values, double value) {
    if (Double.isFinite(value)) {
      values.add(value);
    } else {
      values.addNull();
    }
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }

  /** The features that are shown, under the names of the page's API with their units. */
  private enum Shown {
    REQUEST_RATE("request_rate", Feature.REQUEST_RATE),
    ERROR_RATE("error_rate", Feature.ERROR_RATE),
    LATENCY_P50("latency_p50_ms", Feature.LATENCY_P50),
    LATENCY_P95("latency_p95_ms", Feature.LATENCY_P95),
    LATENCY_P99("latency_p99_ms", Feature.LATENCY_P99),
    CPU("cpu", Feature.CPU),
    MEMORY("memory_bytes", Feature.MEMORY);

    private final String key;
    private final Feature feature;

    Shown(String key, Feature feature) {
      this.key = key;
      this.feature = feature;
    }
  }
}
