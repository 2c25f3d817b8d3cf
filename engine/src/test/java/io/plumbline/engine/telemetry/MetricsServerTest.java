package io.plumbline.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.engine.telemetry.MetricsConfig.PrometheusReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
  private final MeterRegistry meters = ServiceMeters.create();

  @Test
  void metrics_areServed() throws Exception {
    try (ProcessMetrics _ = new ProcessMetrics(meters, () -> 0)) {
      HttpResponse<String> response = request("GET", "/metrics");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("content-type"))
          .contains("text/plain; version=0.0.4; charset=utf-8");
      assertThat(response.body())
          .contains("# TYPE otelcol_process_uptime counter\notelcol_process_uptime 0\n")
          .contains("# TYPE otelcol_process_cpu_seconds counter\n")
          .contains("# TYPE otelcol_process_runtime_heap_alloc_bytes gauge\n")
          .contains("# TYPE otelcol_process_runtime_total_alloc_bytes counter\n")
          .contains("# TYPE otelcol_process_runtime_total_sys_memory_bytes gauge\n")
          .contains("jvm_memory_used_bytes{")
          .contains("target_info{service_name=\"test\"} 1\n");
    }
  }

  @Test
  void otherPaths_areNotFound() throws Exception {
    assertThat(request("GET", "/").statusCode()).isEqualTo(404);
  }

  @Test
  void otherMethods_areRefused() throws Exception {
    assertThat(request("POST", "/metrics").statusCode()).isEqualTo(405);
  }

  private HttpResponse<String> request(String method, String path) throws Exception {
    PrometheusReader anyPort = new PrometheusReader("localhost", 0, true, true, List.of());
    try (MetricsServer server = new MetricsServer(anyPort, meters, Map.of("service.name", "test"));
        HttpClient client = HttpClient.newHttpClient()) {
      server.start();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
