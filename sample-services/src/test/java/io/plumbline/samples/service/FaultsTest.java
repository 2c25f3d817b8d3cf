package io.plumbline.samples.service;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.plumbline.samples.fault.Fault;
import io.plumbline.samples.fault.FaultClient;
import io.plumbline.samples.fault.FaultKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FaultsTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void fault_endsByItselfAndLeavesTheTruth(@TempDir Path directory) throws Exception {
    try (LiveShop shop = LiveShop.open(directory);
        FaultClient client = new FaultClient(shop.serviceA().uri())) {
      Fault started = client.on("error-burst", Duration.ofMillis(300));

      assertThat(started.end()).isNull();
      await().until(() -> client.faults().getFirst().end() != null);
      Fault ended = client.faults().getFirst();
      List<String> lines = Files.readAllLines(directory.resolve("truth.jsonl"));
      assertThat(lines).hasSize(2);
      assertThat(Fault.parse(lines.get(0))).isEqualTo(started);
      assertThat(Fault.parse(lines.get(1))).isEqualTo(ended);
      assertThat(ended.id()).isEqualTo(started.id());
      assertThat(ended.kind()).isEqualTo(FaultKind.ERROR_BURST);
      assertThat(ended.service()).isEqualTo("service-a");
      assertThat(ended.start()).isBefore(ended.end()).isBeforeOrEqualTo(Instant.now());
      assertThat(lines.get(0)).contains("\"end\":null");
    }
  }

  @Test
  void fault_switchedOff_ends() throws Exception {
    try (LiveShop shop = LiveShop.open();
        FaultClient client = new FaultClient(shop.serviceB().uri())) {
      client.on("slow-dependency", LONG);

      assertThat(client.off("slow-dependency").end()).isNotNull();
      assertThatThrownBy(() -> client.off("slow-dependency")).hasMessageContaining("is not on");
    }
  }

  @Test
  void fault_refusals() throws Exception {
    try (LiveShop shop = LiveShop.open();
        FaultClient client = new FaultClient(shop.serviceB().uri())) {
      assertThatThrownBy(() -> client.on("earthquake", LONG))
          .hasMessageContaining("no such fault: earthquake")
          .hasMessageContaining("database-saturation");
      assertThatThrownBy(() -> client.on("error-burst", LONG))
          .hasMessageContaining("belongs to service-a");
      client.on("cpu-hog", LONG);
      assertThatThrownBy(() -> client.on("cpu-hog", LONG)).hasMessageContaining("is on already");
      client.off("cpu-hog");
    }
  }

  @Test
  void databaseSaturation_exhaustsThePool() throws Exception {
    try (LiveShop shop = LiveShop.open();
        FaultClient client = new FaultClient(shop.serviceB().uri())) {
      client.on("database-saturation", LONG);
      await().until(() -> used(shop) == 10);

      assertThat(shop.get("/products").status()).isEqualTo(502);

      await()
          .until(() ->
              shop.capture().logs().stream()
                  .anyMatch(log ->
                      "ERROR".equals(log.getSeverityText())
                          && String.valueOf(log.getBodyValue()).contains("timeout")));
      SpanData server =
          shop.capture().spans().stream()
              .filter(span -> span.getName().equals("GET /items"))
              .findFirst()
              .orElseThrow();
      assertThat(server.getEndEpochNanos() - server.getStartEpochNanos())
          .isGreaterThan(900_000_000);
      client.off("database-saturation");
      await().until(() -> shop.get("/products").status() == 200);
    }
  }

  @Test
  void errorBurst_failsAboutHalf() throws Exception {
    try (LiveShop shop = LiveShop.open();
        FaultClient client = new FaultClient(shop.serviceA().uri())) {
      client.on("error-burst", LONG);

      int failed = 0;
      for (int status : statuses(shop, 100)) {
        failed += status >= 500 ? 1 : 0;
      }

      assertThat(failed).isBetween(20, 80);
      await()
          .until(() ->
              shop.capture().spans().stream()
                  .anyMatch(span ->
                      span.getName().equals("GET /catalog") && !span.getEvents().isEmpty()));
    }
  }

  @Test
  void slowDependency_slowsTheCallOfServiceB() throws Exception {
    try (LiveShop shop = LiveShop.open();
        FaultClient client = new FaultClient(shop.serviceB().uri())) {
      client.on("slow-dependency", LONG);
      assertThat(shop.get("/products").status()).isEqualTo(200);

      await().until(() -> shop.capture().spans().size() == 10);
      assertThat(shop.capture().spans())
          .filteredOn(span -> span.getKind() == SpanKind.CLIENT)
          .filteredOn(span ->
              "pricing.example".equals(span.getAttributes().get(stringKey("server.address"))))
          .singleElement()
          .satisfies(span ->
              assertThat(span.getEndEpochNanos() - span.getStartEpochNanos())
                  .isGreaterThan(400_000_000));
    }
  }

  @Test
  void deploymentDrift_isANewVersionThatGetsSlower() throws Exception {
    try (LiveShop shop = LiveShop.open();
        FaultClient client = new FaultClient(shop.serviceA().uri())) {
      shop.get("/cart?cart=c-1");
      client.on("deployment-drift", Duration.ofSeconds(2));

      await()
          .until(() -> {
            shop.get("/cart?cart=c-1");
            return slowestMillis(shop, "1.9.0") > 100;
          });
      client.off("deployment-drift");
      assertThat(slowestMillis(shop, "1.8.2")).isPositive();
    }
  }

  @Test
  void cpuHogAndMemoryLeak_showInTheJvmMetrics() throws Exception {
    try (LiveShop shop = LiveShop.open();
        FaultClient client = new FaultClient(shop.serviceB().uri())) {
      client.on("memory-leak", LONG);
      client.on("cpu-hog", LONG);
      long limit = Runtime.getRuntime().maxMemory() / 100;

      await().atMost(Duration.ofSeconds(20)).until(() -> heapUsed(shop) > 5 * limit);
      await().until(() -> Thread.getAllStackTraces().keySet().stream().anyMatch(FaultsTest::hogs));
      client.off("memory-leak");
      client.off("cpu-hog");
      await().until(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(FaultsTest::hogs));
    }
  }

  private static boolean hogs(Thread thread) {
    return thread.getName().equals("cpu-hog");
  }

  private static long used(LiveShop shop) {
    return lastLong(shop, "db.client.connection.count", "db.client.connection.state", "used");
  }

  private static long heapUsed(LiveShop shop) {
    return shop.capture().metrics().reversed().stream()
        .filter(metric -> metric.getName().equals("jvm.memory.used"))
        .findFirst()
        .map(metric ->
            metric.getLongSumData().getPoints().stream()
                .filter(
                    point -> "heap".equals(point.getAttributes().get(stringKey("jvm.memory.type"))))
                .mapToLong(LongPointData::getValue)
                .sum())
        .orElse(0L);
  }

  private static long lastLong(LiveShop shop, String name, String key, String value) {
    AttributeKey<String> attribute = stringKey(key);
    for (MetricData metric : shop.capture().metrics().reversed()) {
      if (metric.getName().equals(name)) {
        for (LongPointData point : metric.getLongSumData().getPoints()) {
          if (value.equals(point.getAttributes().get(attribute))) {
            return point.getValue();
          }
        }
      }
    }
    return -1;
  }

  /** The longest step inside a version of service-a, 0 when there is none. */
  private static double slowestMillis(LiveShop shop, String version) {
    return shop.capture().spans().stream()
        .filter(span -> span.getName().equals("price cart"))
        .filter(
            span -> version.equals(span.getResource().getAttribute(stringKey("service.version"))))
        .mapToDouble(span -> (span.getEndEpochNanos() - span.getStartEpochNanos()) / 1e6)
        .max()
        .orElse(0);
  }

  private static List<Integer> statuses(LiveShop shop, int count) throws Exception {
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> sent =
          java.util.stream.IntStream.range(0, count)
              .mapToObj(_ -> senders.submit(() -> shop.get("/products").status()))
              .toList();
      List<Integer> statuses = new java.util.ArrayList<>();
      for (Future<Integer> status : sent) {
        statuses.add(status.get());
      }
      return statuses;
    }
  }
}
