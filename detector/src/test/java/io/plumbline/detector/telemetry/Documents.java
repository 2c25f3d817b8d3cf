package io.plumbline.detector.telemetry;

import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Single documents of telemetry, stored as the gateway stores them. */
public final class Documents {
  private static final int BULK_BYTES = 4 << 20;

  private final ElasticsearchConnection connection;
  private final StringBuilder bulk = new StringBuilder();

  public Documents(ElasticsearchConnection connection) {
    this.connection = connection;
  }

  /** A span of an operation. */
  public void span(
      String service,
      Instant start,
      String kind,
      String name,
      double millis,
      Map<String, Object> attributes,
      Map<String, Object> more)
      throws IOException {
    ObjectNode span = document(service, start, attributes);
    span.put("kind", kind).put("name", name).put("duration", (long) (1e6 * millis));
    span.putObject("status").put("code", "Unset");
    more.forEach(span::putPOJO);
    add("traces-generic.otel-default", "{}", span);
  }

  /** A log record of severity INFO. */
  public void log(String service, Instant time, String text) throws IOException {
    ObjectNode record = document(service, time, Map.of());
    record.put("severity_number", 9).put("severity_text", "INFO");
    record.putObject("body").put("text", text);
    add("logs-generic.otel-default", "{}", record);
  }

  /**
   * A point of a metric.
   *
   * @param template how it is mapped, as the gateway says it
   * @param value a number, or a histogram
   */
  public void metric(
      String service,
      Instant time,
      String name,
      String template,
      Object value,
      Map<String, Object> attributes)
      throws IOException {
    ObjectNode point = document(service, time, attributes);
    point.putObject("metrics").putPOJO(name, value);
    add("metrics-generic.otel-default", "{\"metrics." + name + "\":\"" + template + "\"}", point);
  }

  /** A point of a gauge of the host that all services run on, which has no service of its own. */
  public void hostMetric(Instant time, String name, double value, Map<String, Object> attributes)
      throws IOException {
    ObjectNode point = document("", time, attributes);
    ((ObjectNode) point.path("resource").path("attributes")).remove("service.name");
    point.putObject("metrics").put(name, value);
    add("metrics-generic.otel-default", "{\"metrics." + name + "\":\"gauge_double\"}", point);
  }

  private ObjectNode document(String service, Instant time, Map<String, Object> attributes) {
    ObjectNode document = connection.json().createObjectNode();
    document.put("@timestamp", time.toEpochMilli() + ".000000");
    ObjectNode resource = document.putObject("resource").putObject("attributes");
    resource.put("service.name", service).put("host.name", "host-1");
    ObjectNode own = document.putObject("attributes");
    new TreeMap<>(attributes).forEach(own::putPOJO);
    return document;
  }

  private void add(String stream, String templates, ObjectNode document) throws IOException {
    bulk.append("{\"create\":{\"_index\":\"").append(stream);
    bulk.append("\",\"dynamic_templates\":").append(templates).append("}}\n");
    bulk.append(document).append('\n');
    if (bulk.length() > BULK_BYTES) {
      flush();
    }
  }

  /** Makes all of them searchable. */
  public void flush() throws IOException {
    if (!bulk.isEmpty()) {
      JsonNode answer =
          connection
              .send("POST", "/_bulk?refresh=true&filter_path=errors,items.*.error", bulk.toString())
              .orThrow("Storing telemetry");
      bulk.setLength(0);
      if (answer.path("errors").asBoolean()) {
        throw new IOException("Some telemetry was refused: " + answer.path("items").path(0));
      }
    }
  }
}
