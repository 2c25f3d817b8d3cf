package io.plumbline.elk.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.elk.ElasticsearchConnection;
import io.plumbline.elk.JsonAnswer;
import io.plumbline.elk.node.LocalElasticsearch;
import io.plumbline.elk.node.NodeOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Installs into a real node and stores, finds and aggregates what the gateway and detector do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TemplateInstallerTest {
  private static final String TIME = "\"@timestamp\":\"1763680000000.123456\"";
  private static final String RESOURCE =
      "\"resource\":{\"attributes\":{\"service.name\":\"frontend\",\"process.pid\":7}}";

  private LocalElasticsearch node;
  private ElasticsearchConnection connection;
  private InstallReport report;

  @BeforeAll
  void install() throws Exception {
    node = LocalElasticsearch.start(NodeOptions.DISCARDED);
    connection = ElasticsearchConnection.open("" + node.uri());
    report = installer().install();
  }

  @AfterAll
  void stop() throws IOException {
    connection.close();
    node.close();
  }

  @Test
  void nodeWithoutFieldTypes_fallsBack() throws IOException {
    assertThat(report.fallbacks())
        .containsEntry("constant_keyword", "keyword")
        .containsEntry("histogram", "flattened")
        .containsEntry("aggregate_metric_double", "object")
        .containsEntry("match_only_text", "text")
        .doesNotContainKeys("date_nanos", "flattened");
    assertThat(report.lifecycles()).isFalse();
    assertThat(report.installed()).contains("plumbline-traces", "plumbline-checkpoints");
    assertThat(report.lines())
        .contains("The node has no field type histogram, so: flattened")
        .contains("The node has no lifecycle management, so nothing is deleted by age");
  }

  @Test
  void installedTwice_changesNothing() throws IOException {
    JsonNode before = get("/_index_template/plumbline-*");

    InstallReport second = installer().install();

    assertThat(second).isEqualTo(report);
    assertThat(get("/_index_template/plumbline-*")).isEqualTo(before);
  }

  @Test
  void newerOnNode_stays() throws IOException {
    JsonNode traces = get("/_index_template/plumbline-traces");
    String current = traces.path("index_templates").path(0).path("index_template").toString();
    send(
        "PUT",
        "/_index_template/plumbline-traces",
        current.replace("\"version\":1", "\"version\":9"));
    try {
      InstallReport again = installer().install();

      assertThat(again.kept()).containsExactly("plumbline-traces (version 9)");
      assertThat(get("/_index_template/plumbline-traces").toString()).contains("\"version\":9");
    } finally {
      send("PUT", "/_index_template/plumbline-traces", current);
    }
  }

  @Test
  void spans_areStoredAndAggregated() throws IOException {
    List<String> spans =
        IntStream.range(0, 100)
            .mapToObj(i ->
                "{\"@timestamp\":\"%d.000000\",\"trace_id\":\"t\",\"span_id\":\"s\",%s,"
                        .formatted(1763680020000L + i * 1000L, RESOURCE)
                    + "\"name\":\"GET /\",\"kind\":\"Server\",\"duration\":%d,"
                        .formatted((i + 1) * 1_000_000L)
                    + "\"status\":{\"code\":\"%s\"},".formatted(i < 10 ? "Error" : "Unset")
                    + "\"attributes\":{\"http.route\":\"/\"},\"data_stream\":{\"type\":\"traces\","
                    + "\"dataset\":\"shop.otel\",\"namespace\":\"default\"}}")
            .toList();
    assertStored(create("traces-shop.otel-default", "{}", spans));

    JsonNode found =
        send(
            "POST",
            "/traces-*.otel-*/_search?size=0",
            """
            {"query":{"bool":{"filter":[{"term":{"service.name":"frontend"}},
               {"term":{"kind":"Server"}},
               {"range":{"@timestamp":{"gte":1763680020000,"lt":1763680120000}}}]}},
             "aggs":{"rows":{"composite":{"size":100,"sources":[
               {"service":{"terms":{"field":"resource.attributes.service.name"}}},
               {"window":{"date_histogram":{"field":"@timestamp","fixed_interval":"60s"}}}]},
              "aggs":{"duration":{"percentiles":{"field":"duration","percents":[50,95,99]}},
                "status":{"terms":{"field":"status.code"}}}}}}
            """);

    JsonNode rows = found.path("aggregations").path("rows").path("buckets");
    assertThat(rows.size()).isEqualTo(2);
    assertThat(rows.path(0).path("key").path("service").asString()).isEqualTo("frontend");
    assertThat(rows.path(0).path("key").path("window").asLong()).isEqualTo(1763680020000L);
    assertThat(rows.path(0).path("doc_count").asInt() + rows.path(1).path("doc_count").asInt())
        .isEqualTo(100);
    assertThat(rows.path(1).path("duration").path("values").path("50.0").asDouble())
        .isBetween(60e6, 90e6);
    assertThat(rows.path(0).path("status").path("buckets").path(1).path("key").asString())
        .isEqualTo("Error");
  }

  @Test
  void logsAndEvents_areStoredAndFound() throws IOException {
    List<String> documents =
        List.of(
            "{%s,%s,\"severity_text\":\"ERROR\",\"severity_number\":17,\"trace_id\":\"t\","
                    .formatted(TIME, RESOURCE)
                + "\"body\":{\"text\":\"Connection is not available, request timed out\"}}",
            "{%s,%s,\"event_name\":\"exception\",\"body\":{\"structured\":{\"a\":{\"b\":[1,2]}}},"
                    .formatted(TIME, RESOURCE)
                + "\"attributes\":{\"exception.type\":\"java.sql.SQLException\"}}");
    assertStored(create("logs-shop.otel-default", "{}", documents));

    assertThat(count("logs-shop.otel-default", "{\"match\":{\"message\":\"timed\"}}")).isEqualTo(1);
    assertThat(count("logs-shop.otel-default", "{\"term\":{\"log.level\":\"ERROR\"}}"))
        .isEqualTo(1);
    assertThat(
            count(
                "logs-shop.otel-default",
                "{\"term\":{\"exception.type\":\"java.sql.SQLException\"}}"))
        .isEqualTo(1);
  }

  @Test
  void metrics_takeNamedTemplates() throws IOException {
    String templates =
        "{\"metrics.jvm.cpu\":\"gauge_double\",\"metrics.requests\":\"counter_long\","
            + "\"metrics.threads\":\"gauge_long\",\"metrics.bytes\":\"counter_double\","
            + "\"metrics.duration\":\"histogram\",\"metrics.pause\":\"summary\"}";
    String document =
        "{%s,\"start_timestamp\":\"1763680000000.000000\",\"unit\":\"1\",%s,"
                .formatted(TIME, RESOURCE)
            + "\"metrics\":{\"jvm.cpu\":0.5,\"requests\":7,\"threads\":3,\"bytes\":1.0,"
            + "\"duration\":{\"counts\":[1,2],\"values\":[0.5,1.0]},"
            + "\"pause\":{\"sum\":1.5,\"value_count\":3}},\"_metric_names_hash\":\"ab\"}";
    assertStored(create("metrics-shop.otel-default", templates, List.of(document, document)));

    JsonNode sums =
        send(
                "POST",
                "/metrics-shop.otel-default/_search?size=0",
                """
                {"aggs":{"cpu":{"avg":{"field":"metrics.jvm.cpu"}},"requests":{"max":{"field":"requests"}},
                  "bytes":{"sum":{"field":"metrics.bytes"}},"pause":{"sum":{"field":"metrics.pause.sum"}}}}
                """)
            .path("aggregations");
    assertThat(sums.path("cpu").path("value").asDouble()).isEqualTo(0.5);
    assertThat(sums.path("requests").path("value").asDouble()).isEqualTo(7);
    assertThat(sums.path("bytes").path("value").asDouble()).isEqualTo(2);
    assertThat(sums.path("pause").path("value").asDouble()).isEqualTo(3);
  }

  @Test
  void hostileAttributes_areStored() throws IOException {
    String many =
        IntStream.range(0, 3000)
            .mapToObj(i -> "\"k%d\":%d".formatted(i, i))
            .collect(Collectors.joining(","));
    String deep = "{\"d\":".repeat(80) + "1" + "}".repeat(80);
    List<String> attributes =
        List.of(
            "\"x\":\"text\",\"n\":1,\"b\":true",
            "\"x\":{\"y\":1},\"n\":\"no number\",\"b\":\"no boolean\"",
            "\"x\":[1,2],\"n\":1.5,\"b\":7",
            "\"n\":1e300,\"x\":null,\"b\":[]",
            "\"2026-01-01\":\"2026-01-01\",\"_id\":1,\"_source\":\"x\",\"a..b\":1,\".\":1",
            "\"big\":\"" + "v".repeat(100_000) + "\"",
            "\"" + "k".repeat(40_000) + "\":1",
            "\"@timestamp\":\"x\",\"attributes\":5,\"metrics\":6",
            "\"deep\":" + deep,
            many);
    List<String> documents = new ArrayList<>();
    for (String some : attributes) {
      documents.add("{%s,\"attributes\":{%s}}".formatted(TIME, some));
      documents.add("{%s,\"resource\":{\"attributes\":{%s}}}".formatted(TIME, some));
      // A key above Lucene's limit of 32766 bytes is refused here: it would be part of a term.
      if (some.length() < 40_000 || some.contains("big")) {
        documents.add("{%s,\"body\":{\"structured\":{%s}}}".formatted(TIME, some));
      }
    }

    assertStored(create("logs-hostile.otel-default", "{}", documents));
  }

  @Test
  void detectorsDocuments_areStored() throws IOException {
    String anomaly =
        """
        {"@timestamp":"2026-01-01T00:01:00Z","event":{"kind":"alert"},"service":{"name":"service-b"},\
        "message":"slow","anomaly":{"id":"a","score":97.5,"severity":"critical","window":{"seconds":60},\
        "features":[{"name":"latency_p95","actual":9.0,"typical":1.0,"contribution":0.8}],\
        "top_features":["latency_p95"],"query":{"traces":"service.name: service-b"}},"unknown":{"x":1}}\
        """;
    assertStored(create("anomalies-plumbline-default", "{}", List.of(anomaly)));

    assertThat(count("anomalies-plumbline-*", "{\"range\":{\"anomaly.score\":{\"gte\":75}}}"))
        .isEqualTo(1);
    assertThat(
            count(
                "incidents-plumbline,models-plumbline,checkpoints-plumbline", "{\"match_all\":{}}"))
        .isZero();
    send(
        "PUT",
        "/models-plumbline/_doc/m?refresh=true",
        "{\"version\":\"1\",\"state\":{\"trees\":[{\"a\":1},{\"a\":\"x\"}]}}");
    send("PUT", "/models-plumbline/_doc/n?refresh=true", "{\"state\":\"base64\"}");
    assertThat(count("models-plumbline", "{\"term\":{\"version\":\"1\"}}")).isEqualTo(1);
  }

  @Test
  void refreshInterval_isTheAskedOne() throws IOException {
    TemplateInstaller slow =
        new TemplateInstaller(
            connection, new InstallOptions(Duration.ofSeconds(5), Duration.ofDays(1)));

    slow.install();

    try {
      assertThat(get("/_component_template/plumbline@settings").toString()).contains("\"5000ms\"");
    } finally {
      installer().install();
    }
  }

  private TemplateInstaller installer() {
    return new TemplateInstaller(connection, InstallOptions.DEFAULT);
  }

  private JsonNode get(String path) throws IOException {
    return connection.send("GET", path, null).orThrow(path);
  }

  private JsonNode send(String method, String path, String body) throws IOException {
    return connection.send(method, path, body).orThrow(path);
  }

  private int count(String index, String query) throws IOException {
    return send("POST", "/" + index + "/_count", "{\"query\":" + query + "}").path("count").asInt();
  }

  private JsonAnswer create(String index, String templates, List<String> documents)
      throws IOException {
    String action =
        "{\"create\":{\"_index\":\"%s\",\"dynamic_templates\":%s,\"require_data_stream\":true}}\n"
            .formatted(index, templates);
    String lines = documents.stream().map(d -> action + d + "\n").collect(Collectors.joining());
    return connection.send("POST", "/_bulk?refresh=true", lines);
  }

  private static void assertStored(JsonAnswer answer) throws IOException {
    JsonNode body = answer.orThrow("bulk");
    assertThat(body.path("items").size()).isPositive();
    for (JsonNode item : body.path("items")) {
      assertThat(item.path("create").path("status").asInt())
          .as(item.path("create").path("error").toString())
          .isEqualTo(201);
    }
  }
}
