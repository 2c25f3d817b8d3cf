package io.plumbline.detector.telemetry;

import io.plumbline.detector.telemetry.Disturbance.Kind;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The telemetry of a {@link Shop}, stored as the gateway stores it. */
public final class ShopTelemetry implements Shop.Sink {
  private static final int BULK_BYTES = 4 << 20;

  private final ElasticsearchConnection connection;
  private final Shop shop;
  private final StringBuilder bulk = new StringBuilder();

  public ShopTelemetry(
      ElasticsearchConnection connection,
      double requestsPerSecond,
      long seed,
      List<Disturbance> disturbances) {
    this.connection = connection;
    this.shop = new Shop(this, requestsPerSecond, 0, seed, disturbances);
  }

  /** Stores what happens in [from, to), and makes it searchable. */
  public void store(Instant from, Instant to) throws IOException {
    shop.run(from, to);
    flush();
    connection.send("POST", "/traces-*,logs-*,metrics-*/_refresh", null).orThrow("Refreshing");
  }

  @Override
  public void span(
      String service,
      Instant start,
      String kind,
      String id,
      String parent,
      double millis,
      boolean failed,
      Shop.Callee callee) {
    bulk.append("{\"create\":{\"_index\":\"traces-generic.otel-default\"}}\n");
    begin(start, service, attributes(callee));
    bulk.append(",\"kind\":\"").append(kind).append("\",\"span_id\":\"").append(id);
    bulk.append("\",\"trace_id\":\"").append(id).append(id);
    if (!parent.isEmpty()) {
      bulk.append("\",\"parent_span_id\":\"").append(parent);
    }
    bulk.append("\",\"name\":\"GET /\",\"duration\":").append((long) (millis * 1e6));
    bulk.append(",\"status\":{\"code\":\"").append(failed ? "Error" : "Unset").append("\"}}\n");
    flushLarge();
  }

  private static String attributes(Shop.Callee callee) {
    if (callee.address().isEmpty()) {
      return "";
    }
    return callee.isDatabase()
        ? "\"db.system.name\":\"h2database\",\"server.address\":\"" + callee.address() + "\""
        : "\"http.request.method\":\"GET\",\"server.address\":\"%s\",\"server.port\":%d"
            .formatted(callee.address(), callee.port());
  }

  @Override
  public void log(String service, Instant time, int severity, String text) {
    bulk.append("{\"create\":{\"_index\":\"logs-generic.otel-default\"}}\n");
    begin(time, service, "");
    bulk.append(",\"severity_number\":").append(severity);
    bulk.append(",\"body\":{\"text\":\"").append(text).append("\"}}\n");
  }

  private void metric(String service, Instant time, String attributes, String value) {
    bulk.append("{\"create\":{\"_index\":\"metrics-generic.otel-default\"}}\n");
    begin(time, service, attributes);
    bulk.append(",\"metrics\":{").append(value).append("}}\n");
  }

  private void begin(Instant time, String service, String attributes) {
    bulk.append("{\"@timestamp\":\"").append(time.toEpochMilli()).append(".000000");
    bulk.append("\",\"resource\":{\"attributes\":{\"service.name\":\"").append(service);
    bulk.append("\"}},\"attributes\":{").append(attributes).append("}");
  }

  @Override
  public void cpu(String service, Instant time, double share) {
    metric(service, time, "", "\"jvm.cpu.recent_utilization\":" + number(share));
  }

  @Override
  public void heap(String service, Instant time, String pool, long bytes) {
    String attributes = "\"jvm.memory.type\":\"heap\",\"jvm.memory.pool.name\":\"" + pool + "\"";
    metric(service, time, attributes, "\"jvm.memory.used\":" + bytes);
  }

  private void flushLarge() {
    if (bulk.length() > BULK_BYTES) {
      try {
        flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private void flush() throws IOException {
    if (bulk.isEmpty()) {
      return;
    }
    JsonNode answer =
        connection
            .send("POST", "/_bulk?filter_path=errors,items.*.error", bulk.toString())
            .orThrow("Storing telemetry");
    if (answer.path("errors").asBoolean()) {
      throw new IOException("Some telemetry was refused: " + answer.path("items").path(0));
    }
    bulk.setLength(0);
  }

  /** How long a disturbance lasts, and from the start of one to the start of the next. */
  public static List<Disturbance> oneOfEach(Instant first, Duration length, Duration every) {
    Kind[] kinds = Kind.values();
    Disturbance[] all = new Disturbance[kinds.length];
    for (int i = 0; i < kinds.length; i++) {
      Instant start = first.plus(every.multipliedBy(i));
      all[i] = new Disturbance(kinds[i], start, start.plus(length));
    }
    return List.of(all);
  }
}
