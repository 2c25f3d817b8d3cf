package io.plumbline.elk.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.elk.ElasticsearchConnection;
import io.plumbline.elk.RecordingServer;
import io.plumbline.elk.RecordingServer.Answered;
import io.plumbline.elk.RecordingServer.Asked;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked of a distribution that has every field type and lifecycles. */
class FullDistributionTest {
  private static final InstallOptions OPTIONS =
      new InstallOptions(Duration.ofSeconds(5), Duration.ofDays(7));

  @Test
  void everythingThere_isUsed() throws IOException {
    try (RecordingServer server = new RecordingServer(FullDistributionTest::full);
        ElasticsearchConnection connection =
            ElasticsearchConnection.open("http://localhost:" + server.port())) {
      InstallReport report = new TemplateInstaller(connection, OPTIONS).install();

      assertThat(report.fallbacks()).isEmpty();
      assertThat(report.lifecycles()).isTrue();
      assertThat(report.installed()).startsWith("plumbline-telemetry", "plumbline-anomalies");
      assertThat(put(server, "/_ilm/policy/plumbline-telemetry")).contains("\"min_age\":\"7d\"");
      assertThat(put(server, "/_component_template/plumbline@settings")).contains("\"5000ms\"");
      assertThat(put(server, "/_index_template/plumbline-metrics"))
          .contains("\"type\":\"histogram\"", "\"type\":\"aggregate_metric_double\"")
          .contains("\"index.lifecycle.name\":\"plumbline-telemetry\"");
      assertThat(put(server, "/_index_template/plumbline-incidents"))
          .doesNotContain("index.lifecycle.name");
    }
  }

  @Test
  void lifecycleOfSameVersion_keepsWhatUsersChanged() throws IOException {
    String policy = "{\"plumbline-telemetry\":{\"policy\":{\"_meta\":{\"version\":1}}}}";
    try (RecordingServer server =
            new RecordingServer(asked ->
                asked.method().equals("GET") && asked.path().endsWith("/plumbline-telemetry")
                    ? new Answered(200, policy)
                    : full(asked));
        ElasticsearchConnection connection =
            ElasticsearchConnection.open("http://localhost:" + server.port())) {
      InstallReport report = new TemplateInstaller(connection, OPTIONS).install();

      assertThat(report.kept()).containsExactly("plumbline-telemetry (version 1)");
      assertThat(server.asked())
          .noneMatch(a -> a.method().equals("PUT") && a.path().endsWith("/plumbline-telemetry"));
    }
  }

  private static Answered full(Asked asked) {
    boolean named = asked.path().contains("_template/") || asked.path().contains("policy/");
    if (asked.method().equals("GET") && named) {
      return new Answered(404, "{\"error\":\"missing\"}");
    }
    return new Answered(200, "{\"acknowledged\":true}");
  }

  private static String put(RecordingServer server, String path) {
    List<Asked> puts =
        server.asked().stream()
            .filter(asked -> asked.method().equals("PUT") && asked.path().equals(path))
            .toList();
    assertThat(puts).hasSize(1);
    return puts.getFirst().body();
  }
}
