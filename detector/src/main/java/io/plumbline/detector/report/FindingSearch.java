package io.plumbline.detector.report;

import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads stored anomalies and incidents, page by page; indices that are not there are empty. */
public final class FindingSearch {
  /** More than that nobody reads; a report says when there are more. */
  public static final int ANOMALIES_MAX = 20_000;

  public static final int INCIDENTS_MAX = 1_000;

  private static final String ANOMALIES = "anomalies-plumbline-*";
  private static final String INCIDENTS = "incidents-plumbline";
  private static final int PAGE = 1_000;

  private final ElasticsearchConnection connection;

  public FindingSearch(ElasticsearchConnection connection) {
    this.connection = connection;
  }

  /** Anomalies whose windows end in (from, to], in time order; the first of too many. */
  public List<OddWindow> anomalies(Instant from, Instant to, @Nullable String service)
      throws IOException {
    ObjectNode search = connection.json().createObjectNode();
    var filter = search.putObject("query").putObject("bool").putArray("filter");
    filter
        .addObject()
        .putObject("range")
        .putObject("@timestamp")
        .put("gt", from.toString())
        .put("lte", to.toString());
    if (service != null) {
      filter.addObject().putObject("term").put("service.name", service);
    }
    sort(search, "@timestamp", "anomaly.id");
    List<OddWindow> found = new ArrayList<>();
    eachHit(ANOMALIES, search, ANOMALIES_MAX, source -> found.add(anomaly(source)));
    return found;
  }

  /** Incidents that were going on in [from, to), by the time that they opened. */
  public List<IncidentEntry> incidents(Instant from, Instant to, @Nullable String service)
      throws IOException {
    ObjectNode search = connection.json().createObjectNode();
    ObjectNode bool = search.putObject("query").putObject("bool");
    var filter = bool.putArray("filter");
    filter.addObject().putObject("range").putObject("incident.opened").put("lt", to.toString());
    if (service != null) {
      var touched = filter.addObject().putObject("bool").putArray("should");
      touched.addObject().putObject("term").put("incident.services", service);
      touched.addObject().putObject("term").put("service.name", service);
    }
    bool.put("minimum_should_match", 1);
    var either = bool.putArray("should");
    either.addObject().putObject("term").put("incident.status", "open");
    either.addObject().putObject("range").putObject("incident.updated").put("gt", from.toString());
    sort(search, "incident.opened", "incident.id");
    List<IncidentEntry> found = new ArrayList<>();
    eachHit(INCIDENTS, search, INCIDENTS_MAX, source -> found.add(incident(source)));
    return found;
  }

  private static void sort(ObjectNode search, String first, String second) {
    var sort = search.putArray("sort");
    ObjectNode time = sort.addObject().putObject(first);
    time.put("order", "asc").put("format", "strict_date_optional_time_nanos");
    time.put("unmapped_type", "date");
    sort.addObject().putObject(second).put("order", "asc").put("unmapped_type", "keyword");
  }

  private void eachHit(String index, ObjectNode search, int max, Consumer<JsonNode> source)
      throws IOException {
    String path = "/" + index + "/_search?ignore_unavailable=true&allow_no_indices=true";
    search.put("size", PAGE);
    try {
      for (int found = 0; found < max; ) {
        JsonNode hits =
            connection
                .send("POST", path, search.toString())
                .orThrow("Searching " + index)
                .path("hits")
                .path("hits");
        for (JsonNode hit : hits) {
          source.accept(hit.path("_source"));
        }
        found += hits.size();
        if (hits.size() < PAGE) {
          return;
        }
        search.set("search_after", hits.path(hits.size() - 1).path("sort"));
      }
    } catch (DateTimeException e) {
      throw new IOException("A document of " + index + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static OddWindow anomaly(JsonNode source) {
    JsonNode anomaly = source.path("anomaly");
    JsonNode window = anomaly.path("window");
    List<OddWindow.Evidence> features = new ArrayList<>();
    for (JsonNode top : anomaly.path("top_features")) {
      for (JsonNode feature : anomaly.path("features")) {
        if (feature.path("name").asString("").equals(top.asString(""))) {
          features.add(
              new OddWindow.Evidence(
                  feature.path("name").asString(""),
                  number(feature.path("actual")),
                  number(feature.path("typical_low")),
                  number(feature.path("typical_high")),
                  feature.path("contribution").asDouble(0)));
        }
      }
    }
    String incident = source.path("incident").path("id").asString("");
    return new OddWindow(
        source.path("service").path("name").asString(""),
        Instant.parse(window.path("start").asString("")),
        Instant.parse(window.path("end").asString("")),
        anomaly.path("score").asDouble(0),
        anomaly.path("model").path("version").asLong(0),
        source.path("message").asString(""),
        incident.isEmpty() ? null : incident,
        features);
  }

  private static IncidentEntry incident(JsonNode source) {
    JsonNode incident = source.path("incident");
    String closed = incident.path("closed").asString("");
    List<String> services = new ArrayList<>();
    incident.path("services").forEach(one -> services.add(one.asString("")));
    List<IncidentEntry.Suspect> suspects = new ArrayList<>();
    for (JsonNode one : incident.path("suspects")) {
      suspects.add(
          new IncidentEntry.Suspect(
              one.path("service").asString(""), one.path("strength").asDouble(0)));
    }
    Instant opened = Instant.parse(incident.path("opened").asString(""));
    long seconds = incident.path("window").path("seconds").asLong(0);
    return new IncidentEntry(
        incident.path("id").asString(""),
        source.path("service").path("name").asString(""),
        opened,
        opened.plusSeconds(seconds),
        Instant.parse(incident.path("updated").asString("")),
        closed.isEmpty() ? null : Instant.parse(closed),
        incident.path("score").asDouble(0),
        incident.path("windows").asLong(0),
        services,
        incident.path("cause").path("reason").asString(""),
        incident.path("explanation").asString(""),
        suspects,
        List.of());
  }

  private static double number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : Double.NaN;
  }
}
