package io.plumbline.demo;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the detector's web API says about the last windows: the numbers of its page. */
record Overview(List<Service> services, List<Incident> incidents, int anomalyCount) {
  private static final JsonMapper JSON = JsonMapper.shared();

  Overview {
    services = List.copyOf(services);
    incidents = List.copyOf(incidents);
  }

  /**
   * A service in its last complete window.
   *
   * @param requestRate requests per second
   * @param errorRate share of requests that failed, 0 to 1
   * @param latencyP95Millis milliseconds
   * @param score of the last window, 0 to 100
   */
  record Service(
      String name,
      double requestRate,
      double errorRate,
      double latencyP50Millis,
      double latencyP95Millis,
      double score,
      int anomalyCount) {}

  Overview withIncidents(List<Incident> changed) {
    return new Overview(services, changed, anomalyCount);
  }

  static Overview fetch(Http http, URI api) throws IOException, InterruptedException {
    String body = http.get(api);
    try {
      return parse(JSON.readTree(body));
    } catch (JacksonException e) {
      throw new IOException(api + " did not answer with JSON: " + e.getOriginalMessage(), e);
    }
  }

  static Overview parse(JsonNode root) {
    List<Service> services = new ArrayList<>();
    for (JsonNode node : root.path("services")) {
      services.add(
          new Service(
              node.path("name").asString(""),
              node.path("request_rate").asDouble(Double.NaN),
              node.path("error_rate").asDouble(Double.NaN),
              node.path("latency_p50_ms").asDouble(Double.NaN),
              node.path("latency_p95_ms").asDouble(Double.NaN),
              node.path("score").asDouble(0),
              node.path("anomalies").asInt(0)));
    }
    List<Incident> incidents = new ArrayList<>();
    for (JsonNode node : root.path("incidents")) {
      incidents.add(incident(node));
    }
    return new Overview(services, incidents, root.path("anomalies").size());
  }

  private static Incident incident(JsonNode node) {
    List<String> touched = new ArrayList<>();
    node.path("services").forEach(service -> touched.add(service.asString("")));
    return new Incident(
        node.path("id").asString(""),
        node.path("status").asString(""),
        node.path("service").asString(""),
        touched,
        node.path("severity").asString(""),
        node.path("score").asDouble(0),
        Instant.parse(node.path("opened").asString("")),
        Instant.parse(node.path("updated").asString("")),
        Instant.parse(node.path("updated").asString("")),
        node.path("explanation").asString(""));
  }
}
