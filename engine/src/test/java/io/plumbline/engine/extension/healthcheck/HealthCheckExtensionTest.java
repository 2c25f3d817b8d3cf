package io.plumbline.engine.extension.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.component.ComponentId;
import io.plumbline.engine.component.ServiceStatus;
import io.plumbline.engine.component.TestSettings;
import io.plumbline.engine.config.ConfigException;
import io.plumbline.engine.config.ConfigLoader;
import io.plumbline.engine.config.ConfigProblem;
import io.plumbline.engine.config.Configuration;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HealthCheckExtensionTest {
  /** The clock of the settings stands at the beginning of 2026. */
  private static final Instant NINETY_SECONDS_AGO = Instant.parse("2025-12-31T23:58:30Z");

  @Test
  void nothing_givesTheCollectorsDefaults() throws ConfigException {
    HealthCheckExtension.Config config = config("{}");

    assertThat(config).isEqualTo(HealthCheckExtension.Config.DEFAULT);
    assertThat(config.server().endpoint()).hasToString("localhost:13133");
    assertThat(config.path()).isEqualTo("/");
    assertThat(config.responseBody()).isNull();
  }

  @Test
  void names() {
    assertThat(HealthCheckExtension.FACTORY.type()).isEqualTo("health_check");
    assertThat(HealthCheckExtension.FACTORY.aliases()).containsExactly("healthcheck");
  }

  @Test
  void ready_is200() throws Exception {
    HttpResponse<String> response = get("{endpoint: localhost:0}", NINETY_SECONDS_AGO, "/any");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(
            "{\"status\":\"Server available\",\"upSince\":\"2025-12-31T23:58:30Z\","
                + "\"uptime\":\"1m30s\"}");
  }

  @Test
  void notReady_is503() throws Exception {
    HttpResponse<String> response = get("{endpoint: localhost:0}", null, "/");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).startsWith("{\"status\":\"Server not available\"");
  }

  @Test
  void responseBody_replacesTheText() throws Exception {
    String yaml = "{endpoint: localhost:0, response_body: {healthy: fine, unhealthy: ill}}";

    assertThat(get(yaml, NINETY_SECONDS_AGO, "/").body()).isEqualTo("fine");
    assertThat(get(yaml, null, "/").body()).isEqualTo("ill");
  }

  @Test
  void path_isTheOnlyOne() throws Exception {
    String yaml = "{endpoint: localhost:0, path: /health}";

    assertThat(get(yaml, NINETY_SECONDS_AGO, "/health").statusCode()).isEqualTo(200);
    assertThat(get(yaml, NINETY_SECONDS_AGO, "/").statusCode()).isEqualTo(404);
  }

  @Test
  void badConfiguration_isReported() throws ConfigException {
    Configuration configuration = load("{path: health, unknown: 1, endpoint: nonsense}");
    HealthCheckExtension.FACTORY.config(configuration.root());

    assertThat(configuration.problems())
        .extracting(ConfigProblem::path)
        .containsExactlyInAnyOrder("endpoint", "path", "");
  }

  private static HttpResponse<String> get(String yaml, @Nullable Instant since, String path)
      throws Exception {
    HealthCheckExtension extension =
        (HealthCheckExtension)
            HealthCheckExtension.FACTORY.create(
                new TestSettings("health_check").settings(), config(yaml), status(since));
    try (extension;
        HttpClient client = HttpClient.newHttpClient()) {
      extension.start();
      URI uri = URI.create("http://localhost:" + extension.port() + path);
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static ServiceStatus status(@Nullable Instant since) {
    return new ServiceStatus() {
      @Override
      public boolean ready() {
        return since != null;
      }

      @Override
      public @Nullable Instant readySince() {
        return since;
      }

      @Override
      public Map<ComponentId, String> errors() {
        return Map.of();
      }
    };
  }

  private static HealthCheckExtension.Config config(String yaml) throws ConfigException {
    Configuration configuration = load(yaml);
    HealthCheckExtension.Config config = HealthCheckExtension.FACTORY.config(configuration.root());
    assertThat(configuration.problems()).isEmpty();
    return config;
  }

  private static Configuration load(String yaml) throws ConfigException {
    return new ConfigLoader(Map.of()).load(List.of("yaml:" + yaml), List.of());
  }
}
