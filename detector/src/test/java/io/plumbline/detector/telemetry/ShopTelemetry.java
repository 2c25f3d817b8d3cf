package io.plumbline.detector.telemetry;

import io.plumbline.detector.telemetry.Disturbance.Kind;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;

/**
 * Stored telemetry of frontend → service-a → service-b, which has a database and asks a price
 * service that nobody observes: requests arrive as a Poisson process, durations are log-normal.
 */
public final class ShopTelemetry {
  private static final int BULK_BYTES = 4 << 20;
  private static final long METRICS_EVERY_MILLIS = 5000;
  private static final String[] SERVICES = {"frontend", "service-a", "service-b"};

  private final ElasticsearchConnection connection;
  private final double requestsPerSecond;
  private final SplittableRandom random;
  private final List<Disturbance> disturbances;
  private final StringBuilder bulk = new StringBuilder();
  private final double[] heap = {30, 30, 30};

  public ShopTelemetry(
      ElasticsearchConnection connection,
      double requestsPerSecond,
      long seed,
      List<Disturbance> disturbances) {
    this.connection = connection;
    this.requestsPerSecond = requestsPerSecond;
    this.random = new SplittableRandom(seed);
    this.disturbances = disturbances;
  }

  /** One call's own time in the service and whether it fails there. */
  private record Work(double millis, boolean fails) {}

  /** Stores what happens in [from, to), and makes it searchable. */
  public void store(Instant from, Instant to) throws IOException {
    Instant request = from;
    Instant metrics = from;
    while (request.isBefore(to)) {
      if (!metrics.isAfter(request)) {
        metrics(metrics);
        metrics = metrics.plusMillis(METRICS_EVERY_MILLIS);
      } else {
        request(request);
        double rate = requestsPerSecond * load(request);
        double seconds = -Math.log(1 - random.nextDouble()) / rate;
        request = request.plusNanos((long) (seconds * 1e9));
        // Past the next metrics the rate may be another one: an exponential wait forgets.
        request = request.isAfter(metrics) ? metrics : request;
      }
      if (bulk.length() > BULK_BYTES) {
        flush();
      }
    }
    flush();
    connection.send("POST", "/traces-*,logs-*,metrics-*/_refresh", null).orThrow("Refreshing");
  }

  private double load(Instant time) {
    return is(Kind.TRAFFIC_SPIKE, time) ? 5 : is(Kind.TRAFFIC_DROP, time) ? 0.05 : 1;
  }

  private void request(Instant start) {
    boolean priced = random.nextDouble() < 0.7;
    double crowd = is(Kind.CPU_HOG, start) ? 1.6 : is(Kind.TRAFFIC_SPIKE, start) ? 1.3 : 1;
    Work page = work(2.6 * crowd, 0);
    Work rules = rules(start, crowd);
    Work stored = work((is(Kind.DATABASE_SATURATION, start) ? 1500 : 3 * crowd), 0);
    boolean timeout = is(Kind.DATABASE_SATURATION, start);
    double price = priced ? work(8, 0).millis + (is(Kind.SLOW_DEPENDENCY, start) ? 400 : 0) : 0;

    boolean failsInB = timeout || stored.fails;
    double inB = 0.5 * crowd + stored.millis + price;
    boolean failsInA = failsInB || rules.fails;
    double inA = inB + 1 + rules.millis;
    double inFrontend = inA + 1 + page.millis;

    String frontendCall = id();
    String aCall = id();
    String bServer = id();
    span("frontend", start, "Server", id(), "", inFrontend, failsInA, "");
    span("frontend", start, "Client", frontendCall, "", inA + 0.5, failsInA, http("a.shop", 8082));
    span("service-a", start, "Server", id(), frontendCall, inA, failsInA, "");
    span("service-a", start, "Client", aCall, "", inB + 0.5, failsInB, http("b.shop", 8083));
    span("service-b", start, "Server", bServer, aCall, inB, failsInB, "");
    span("service-b", start, "Client", id(), bServer, stored.millis, timeout, DATABASE);
    if (priced) {
      span("service-b", start, "Client", id(), bServer, price, false, http("prices.example", 443));
    }
    logs(start, timeout, failsInA, rules.fails);
  }

  private Work rules(Instant start, double crowd) {
    double extra = 0;
    double errors = 0.002;
    for (Disturbance one : disturbances) {
      if (one.kind() == Kind.DEPLOYMENT_DRIFT && one.isOn(start)) {
        extra = 15 + 205 * one.progress(start);
        errors = 0.02 + 0.28 * one.progress(start);
      }
      if (one.kind() == Kind.ERROR_BURST && one.isOn(start)) {
        errors = 0.5;
      }
    }
    Work work = work(3 * crowd, errors);
    return new Work(work.millis + extra, work.fails);
  }

  private Work work(double medianMillis, double errors) {
    double millis = medianMillis * Math.exp(0.4 * random.nextGaussian());
    return new Work(millis, random.nextDouble() < errors);
  }

  private void logs(Instant start, boolean timeout, boolean failed, boolean rulesFailed) {
    log("frontend", start, failed ? 17 : 9, failed ? "Upstream failed" : "Rendered a page");
    if (rulesFailed) {
      log("service-a", start, 17, "price rules are inconsistent");
    }
    if (timeout) {
      log("service-a", start, 13, "service-b answered 503");
      log("service-b", start, 17, "timeout: no connection within 1500 ms");
    }
    log("service-b", start, 9, "Stored");
  }

  private void metrics(Instant time) {
    for (int i = 0; i < SERVICES.length; i++) {
      String service = SERVICES[i];
      boolean hog = is(Kind.CPU_HOG, time) && service.equals("service-b");
      double busy = 0.04 * load(time) + 0.03 + 0.02 * random.nextDouble();
      heap[i] = heap[i] > 90 ? 30 : heap[i] + 2 + 10 * random.nextDouble();
      double leaked = 0;
      for (Disturbance one : disturbances) {
        if (one.kind() == Kind.MEMORY_LEAK && one.isOn(time) && service.equals("service-a")) {
          leaked = 64 * Math.min(1, one.progress(time) * 2);
        }
      }
      double cpu = busy + (hog ? 0.4 : 0);
      metric(service, time, "", "\"jvm.cpu.recent_utilization\":" + number(cpu));
      heapPool(service, time, "G1 Eden Space", heap[i] - 20);
      heapPool(service, time, "G1 Old Gen", 20 + leaked + random.nextDouble());
    }
  }

  private void heapPool(String service, Instant time, String pool, double megabytes) {
    String attributes = "\"jvm.memory.type\":\"heap\",\"jvm.memory.pool.name\":\"" + pool + "\"";
    long bytes = (long) (megabytes * (1 << 20));
    metric(service, time, attributes, "\"jvm.memory.used\":" + bytes);
  }

  private boolean is(Kind kind, Instant time) {
    return disturbances.stream().anyMatch(one -> one.kind() == kind && one.isOn(time));
  }

  private static final String DATABASE =
      "\"db.system.name\":\"h2database\",\"server.address\":\"localhost\"";

  private static String http(String address, int port) {
    return "\"http.request.method\":\"GET\",\"server.address\":\"%s\",\"server.port\":%d"
        .formatted(address, port);
  }

  private void span(
      String service,
      Instant start,
      String kind,
      String id,
      String parent,
      double millis,
      boolean failed,
      String attributes) {
    bulk.append("{\"create\":{\"_index\":\"traces-generic.otel-default\"}}\n");
    begin(start, service, attributes);
    bulk.append(",\"kind\":\"").append(kind).append("\",\"span_id\":\"").append(id);
    bulk.append("\",\"trace_id\":\"").append(id).append(id);
    if (!parent.isEmpty()) {
      bulk.append("\",\"parent_span_id\":\"").append(parent);
    }
    bulk.append("\",\"name\":\"GET /\",\"duration\":").append((long) (millis * 1e6));
    bulk.append(",\"status\":{\"code\":\"").append(failed ? "Error" : "Unset").append("\"}}\n");
  }

  private void log(String service, Instant time, int severity, String text) {
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

  private String id() {
    return String.format(Locale.ROOT, "%016x", random.nextLong());
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
