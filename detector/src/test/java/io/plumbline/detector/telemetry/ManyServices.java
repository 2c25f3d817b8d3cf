package io.plumbline.detector.telemetry;

import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Stores the telemetry of many services that call each other in a ring, to measure the detector
 * with. By hand: {@code ManyServices URL COUNT FROM DURATION}, as in {@code ManyServices
 * http://localhost:9200 500 2026-06-01T00:00:00Z PT2H}.
 */
public final class ManyServices {
  private static final Duration WINDOW = Duration.ofSeconds(60);

  private final Documents documents;
  private final int services;
  private final SplittableRandom random = new SplittableRandom(11);

  private ManyServices(Documents documents, int services) {
    this.documents = documents;
    this.services = services;
  }

  public static void main(String[] args) throws IOException {
    int services = Integer.parseInt(args[1]);
    Instant from = Instant.parse(args[2]);
    Instant to = from.plus(Duration.parse(args[3]));
    try (ElasticsearchConnection connection = ElasticsearchConnection.open(args[0])) {
      Documents documents = new Documents(connection);
      ManyServices many = new ManyServices(documents, services);
      for (Instant window = from; window.isBefore(to); window = window.plus(WINDOW)) {
        for (int i = 0; i < services; i++) {
          many.store(i, window);
        }
      }
      documents.flush();
    }
  }

  /**
   * A minute of a service: three operations, calls to the next service, a database, metrics, and
   * log records in words of its own.
   */
  private void store(int index, Instant window) throws IOException {
    String service = "service-" + index;
    String next = "service-" + (index + 1) % services;
    for (int i = 0; i < 6; i++) {
      Instant time = window.plusMillis(random.nextInt(50_000));
      String id = Long.toHexString(random.nextLong() | 1L << 60);
      String parent = Long.toHexString(random.nextLong() | 1L << 60);
      double own = 20 * Math.exp(0.3 * random.nextGaussian());
      documents.span(
          service,
          time,
          "Server",
          "GET /" + i % 3,
          own + 10,
          Map.of("http.request.method", "GET"),
          Map.of("span_id", parent));
      if (i < 2) {
        documents.span(
            service,
            time,
            "Client",
            "GET",
            9,
            Map.of("http.request.method", "GET", "server.address", next, "server.port", 80),
            Map.of("span_id", id));
        documents.span(
            next,
            time,
            "Server",
            "GET /called",
            8 * Math.exp(0.2 * random.nextGaussian()),
            Map.of("http.request.method", "GET"),
            Map.of("parent_span_id", id));
      }
      documents.span(
          service, time, "Client", "SELECT", 3, Map.of("db.system.name", "postgresql"), Map.of());
    }
    String word = "word" + (char) ('a' + index / 26 % 26) + (char) ('a' + index % 26);
    for (int i = 0; i < 12; i++) {
      String kind = List.of("began", "stored", "sent", "dropped").get(i % 4);
      documents.log(
          service,
          window.plusMillis(random.nextInt(60_000)),
          "Order " + random.nextInt(10_000) + " " + kind + " by " + word);
    }
    documents.metric(
        service,
        window.plusSeconds(30),
        "jvm.cpu.recent_utilization",
        "gauge_double",
        0.2 + 0.02 * random.nextGaussian(),
        Map.of());
    documents.metric(
        service,
        window.plusSeconds(30),
        "jvm.memory.used",
        "gauge_long",
        80_000_000 + random.nextInt(10_000_000),
        Map.of("jvm.memory.type", "heap", "jvm.memory.pool.name", "G1 Old Gen"));
  }
}
