package io.plumbline.detector.report;

import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads stored anomalies and incidents, page by page; indices that are not there are empty. */
public final class FindingSearch {
  /** More than that nobody reads; a report says when there are more. */
  public static final int ANOMALIES_MAX = 20_000;

  public static final int INCIDENTS_MAX = 1_000;

  private static final String ANOMALIES = "anomalies-plumbline-*";
  private static final String INCIDENTS = "incidents-plumbline";

  private final Search search;

  public FindingSearch(Search search) {
    this.search = search;
  }

  /** Anomalies whose windows end in (from, to], in time order; the first of too many. */
  public List<OddWindow> anomalies(Instant from, Instant to, @Nullable String service)
      throws IOException {
    ObjectNode query = JsonMapper.shared().createObjectNode();
    var filter = query.putObject("query").putObject("bool").putArray("filter");
    ObjectNode range = filter.addObject().putObject("range").putObject("@timestamp");
    range.put("gt", from.toString()).put("lte", to.toString());
    if (service != null) {
      filter.addObject().putObject("term").put("service.name", service);
    }
    return read(ANOMALIES, query, ANOMALIES_MAX, FindingSearch::anomaly);
  }

  /** Incidents that were going on in [from, to). */
  public List<IncidentEntry> incidents(Instant from, Instant to, @Nullable String service)
      throws IOException {
    ObjectNode query = JsonMapper.shared().createObjectNode();
    ObjectNode bool = query.putObject("query").putObject("bool");
    var filter = bool.putArray("filter");
    filter.addObject().putObject("range").putObject("incident.opened").put("lt", to.toString());
    if (service != null) {
      var touched = filter.addObject().putObject("bool").putArray("should");
      touched.addObject().putObject("term").put("incident.services", service);
      touched.addObject().putObject("term").put("service.name", service);
    }
    bool.put("minimum_should_match", 1);
    bool.putObject("must_not").putObject("term").put("incident.status", "withdrawn");
    var either = bool.putArray("should");
    either.addObject().putObject("term").put("incident.status", "open");
    either.addObject().putObject("range").putObject("incident.updated").put("gt", from.toString());
    List<JsonNode> documents = read(INCIDENTS, query, INCIDENTS_MAX, source -> source);
    List<IncidentEntry> found = new ArrayList<>();
    for (JsonNode document : documents) {
      found.add(IncidentEntry.read(document));
    }
    return found;
  }

  private <T> List<T> read(String index, ObjectNode query, int most, Function<JsonNode, T> reader)
      throws IOException {
    List<T> found = new ArrayList<>();
    try {
      search.eachHit(
          index, query.toString(), most, hit -> found.add(reader.apply(hit.path("_source"))));
    } catch (DateTimeException e) {
      throw new IOException("A document of " + index + " cannot be read: " + e.getMessage(), e);
    }
    return found;
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
    List<String> rules = new ArrayList<>();
    anomaly.path("rules").forEach(rule -> rules.add(rule.path("message").asString("")));
    String incident = source.path("incident").path("id").asString("");
    return new OddWindow(
        source.path("service").path("name").asString(""),
        Instant.parse(window.path("start").asString("")),
        Instant.parse(window.path("end").asString("")),
        anomaly.path("score").asDouble(0),
        anomaly.path("surprise").asDouble(0),
        anomaly.path("model").path("version").asLong(0),
        source.path("message").asString(""),
        incident.isEmpty() ? null : incident,
        features,
        rules);
  }

  private static double number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : Double.NaN;
  }
}
