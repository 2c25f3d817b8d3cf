package io.plumbline.samples.service;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static io.opentelemetry.semconv.DbAttributes.DB_QUERY_TEXT;
import static io.opentelemetry.semconv.DbAttributes.DB_SYSTEM_NAME;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_REQUEST_METHOD;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_ROUTE;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.plumbline.samples.http.HttpEndpoint;
import io.plumbline.samples.http.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class RunningServiceTest {
  @Test
  void request_leavesOneConnectedTraceOverThreeServices() throws Exception {
    try (LiveShop shop = LiveShop.open()) {
      assertThat(shop.get("/products/P-0007").status()).isEqualTo(200);

      await().until(() -> shop.capture().spans().size() == 10);
      List<SpanData> spans = shop.capture().spans();
      assertThat(spans.stream().map(SpanData::getTraceId).distinct()).hasSize(1);
      Set<String> ids = spans.stream().map(SpanData::getSpanId).collect(Collectors.toSet());
      assertThat(spans.stream().filter(span -> !ids.contains(span.getParentSpanId())))
          .extracting(SpanData::getName)
          .containsExactly("GET /products/{sku}");
      assertThat(spans.stream().map(RunningServiceTest::line))
          .containsExactlyInAnyOrder(
              "frontend SERVER GET /products/{sku}",
              "frontend INTERNAL load session",
              "frontend CLIENT GET",
              "frontend INTERNAL render page",
              "service-a SERVER GET /catalog/{sku}",
              "service-a CLIENT GET",
              "service-a INTERNAL rank related products",
              "service-b SERVER GET /items/{sku}",
              "service-b CLIENT SELECT products",
              "service-b CLIENT GET");
    }
  }

  @Test
  void spans_followTheStableConventions() throws Exception {
    try (LiveShop shop = LiveShop.open()) {
      shop.get("/products/P-0007");

      await().until(() -> shop.capture().spans().size() == 10);
      SpanData server = span(shop, "service-b SERVER GET /items/{sku}");
      assertThat(server.getAttributes().get(HTTP_REQUEST_METHOD)).isEqualTo("GET");
      assertThat(server.getAttributes().get(HTTP_ROUTE)).isEqualTo("/items/{sku}");
      assertThat(server.getAttributes().get(HTTP_RESPONSE_STATUS_CODE)).isEqualTo(200);
      assertThat(server.getAttributes().get(SERVER_ADDRESS)).isEqualTo("localhost");
      assertThat(server.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
      SpanData query = span(shop, "service-b CLIENT SELECT products");
      assertThat(query.getAttributes().get(DB_SYSTEM_NAME)).isEqualTo("h2database");
      assertThat(query.getAttributes().get(DB_QUERY_TEXT)).contains("WHERE sku = ?");
      assertThat(query.getResource().getAttributes().asMap().keySet())
          .extracting(Objects::toString)
          .contains("service.name", "service.version", "service.instance.id");
    }
  }

  @Test
  void unknownProduct_is404WithWarningInTheTrace() throws Exception {
    try (LiveShop shop = LiveShop.open()) {
      assertThat(shop.get("/products/P-9999").status()).isEqualTo(404);

      await().until(() -> shop.capture().logs().size() == 2);
      await().until(() -> shop.capture().spans().size() == 7);
      String trace = shop.capture().spans().getFirst().getTraceId();
      assertThat(shop.capture().logs())
          .allSatisfy(log -> {
            assertThat(log.getSeverityText()).isEqualTo("WARN");
            assertThat(log.getSpanContext().getTraceId()).isEqualTo(trace);
            assertThat(log.getSpanContext().getSpanId()).isNotEqualTo("0000000000000000");
          });
    }
  }

  @Test
  void cartAndCheckout_changeTheDatabase() throws Exception {
    try (LiveShop shop = LiveShop.open()) {
      assertThat(shop.send(Request.of("POST", "/checkout?cart=c-1", "")).status()).isEqualTo(409);
      assertThat(shop.send(Request.of("POST", "/cart?cart=c-1", "{}")).status()).isEqualTo(201);
      assertThat(shop.get("/cart?cart=c-1").body()).contains("\"items\":1");
      assertThat(shop.send(Request.of("POST", "/checkout?cart=c-1", "")).status()).isEqualTo(201);
      assertThat(shop.get("/cart?cart=c-1").body()).contains("\"items\":0");
    }
  }

  @Test
  void metrics_coverRequestsPoolAndJvm() throws Exception {
    try (LiveShop shop = LiveShop.open()) {
      shop.get("/products");

      await()
          .untilAsserted(() ->
              assertThat(shop.capture().metrics())
                  .extracting(MetricData::getName)
                  .contains(
                      "http.server.request.duration",
                      "http.client.request.duration",
                      "db.client.operation.duration",
                      "db.client.connection.count",
                      "db.client.connection.wait_time",
                      "db.client.connection.timeouts",
                      "jvm.cpu.recent_utilization",
                      "jvm.memory.used"));
    }
  }

  @Test
  void stats_afterCloseEqualWhatWasExported(@TempDir Path directory) throws Exception {
    Capture exported;
    try (LiveShop shop = LiveShop.open(directory)) {
      exported = shop.capture();
      for (int i = 0; i < 20; i++) {
        shop.get("/products");
      }
    }

    long spans = 0;
    long points = 0;
    long logs = 0;
    for (Role role : Role.values()) {
      JsonNode stats =
          JsonMapper.shared()
              .readTree(Files.readString(directory.resolve(role.serviceName() + ".json")));
      assertThat(stats.at("/spans/failed").asLong()).isZero();
      spans += stats.at("/spans/sent").asLong();
      points += stats.at("/metric_points/sent").asLong();
      logs += stats.at("/log_records/sent").asLong();
    }
    assertThat(spans).isEqualTo(exported.spans().size()).isEqualTo(20 * 10);
    assertThat(logs).isEqualTo(exported.logs().size()).isEqualTo(20 * 2);
    assertThat(points)
        .isEqualTo(
            exported.metrics().stream().mapToLong(m -> m.getData().getPoints().size()).sum());
  }

  @Test
  void stats_countFailedExports() throws Exception {
    try (LiveShop shop = LiveShop.open()) {
      shop.capture().failFromNowOn();
      shop.get("/products");

      await().until(() -> shop.serviceB().stats().spans().failed() == 3);
      assertThat(shop.serviceB().stats().spans().sent()).isZero();
      assertThat(shop.get("/stats").body())
          .startsWith("{\"spans\":{\"sent\":0,\"failed\":")
          .contains("\"metric_points\"", "\"log_records\"");
    }
  }

  @Test
  void downstreamGone_is504WithExceptionAndErrorLog() throws Exception {
    try (LiveShop shop = LiveShop.open()) {
      shop.serviceB().close();

      assertThat(shop.get("/cart?cart=c-1").status()).isEqualTo(502);

      await().until(() -> shop.capture().spans().size() == 5);
      SpanData failed = span(shop, "service-a SERVER GET /carts/{cart}");
      assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
      assertThat(failed.getAttributes().get(HTTP_RESPONSE_STATUS_CODE)).isEqualTo(504);
      assertThat(failed.getEvents()).singleElement().extracting("name").isEqualTo("exception");
      await().until(() -> shop.capture().logs().size() == 2);
      assertThat(shop.capture().logs())
          .extracting(LogRecordData::getSeverityText)
          .containsOnly("ERROR");
    }
  }

  @Test
  void portTaken_isSaidWithTheAddress() throws Exception {
    try (HttpEndpoint taken = HttpEndpoint.bind("localhost", 0)) {
      RunningService.Settings settings =
          new RunningService.Settings(
              Role.SERVICE_B, "localhost", taken.port(), null, null, null, false, _ -> {});

      assertThatThrownBy(() -> RunningService.start(settings))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("cannot listen on localhost:" + taken.port());
    }
  }

  private static SpanData span(LiveShop shop, String line) {
    return shop.capture().spans().stream()
        .filter(span -> line(span).equals(line))
        .findFirst()
        .orElseThrow();
  }

  /** Service, kind and name of a span. */
  private static String line(SpanData span) {
    String service = span.getResource().getAttribute(stringKey("service.name"));
    SpanKind kind = span.getKind();
    return service + " " + kind + " " + span.getName();
  }
}
