package io.plumbline.detector.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.plumbline.detector.alert.AlertListener;
import io.plumbline.detector.alert.AlertOutcome;
import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.Scope;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.monitor.SilentListener;
import io.plumbline.detector.training.TrainedModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MeterServerTest extends SilentListener implements AlertListener {
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
  private static final Window WINDOW = new Window(NOW.minusSeconds(90), Duration.ofSeconds(60));

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MonitorMeters meters = new MonitorMeters(registry, InstantSource.fixed(NOW), this);
  private final HttpClient client = HttpClient.newHttpClient();
  private final MeterServer server;

  MeterServerTest() throws IOException {
    server =
        MeterServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), registry, meters::notReady);
  }

  @BeforeEach
  void useModel() {
    TrainedModel model =
        TrainedModel.untrained(
            new WindowGrid(Duration.ofSeconds(60)), NOW.minusSeconds(600), Scope.SERVICES);
    meters.modelInUse(model, WINDOW.start());
  }

  @AfterEach
  void close() {
    server.close();
    client.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void metrics_afterAnOddWindow_haveWhatPrometheusIsPromised()
      throws IOException, InterruptedException {
    FeatureRow row = new FeatureRow("shop", WINDOW, new double[Feature.all().size()]);
    meters.scored(WINDOW, List.of(ScoredWindow.withoutModel(row)), List.of());
    new AlertMeters(registry, this).ended("hook", AlertOutcome.FAILED, 2);

    assertThat(get("/metrics").body())
        .contains("anomaly_count_total{service=\"shop\"} 1.0")
        .contains("last_anomaly_detected " + (double) (NOW.getEpochSecond() - 30))
        .contains("detector_windows_scored_total 1.0")
        .contains("detector_lag_seconds 30.0")
        .contains("detector_model_age_seconds 600.0")
        .contains("detector_alerts_total{outcome=\"failed\",receiver=\"hook\"} 2.0");
  }

  @Test
  void ready_whileStepsFail_saysWhy() throws IOException, InterruptedException {
    assertThat(get("/ready").statusCode()).isEqualTo(200);

    meters.interrupted("Elasticsearch is away", Duration.ofSeconds(1));

    assertThat(get("/ready").statusCode()).isEqualTo(503);
    assertThat(get("/ready").body()).isEqualTo("Elasticsearch is away\n");
    assertThat(get("/health").statusCode()).isEqualTo(200);
    assertThat(get("/other").statusCode()).isEqualTo(404);
    meters.resumed();
    assertThat(get("/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void start_portIsTaken_saysWhatToDo() {
    InetSocketAddress taken =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());

    assertThatThrownBy(() -> MeterServer.start(taken, registry, meters::notReady))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("choose another port with --metrics-port");
  }

  @Override
  public void ended(String receiver, AlertOutcome outcome, int messages) {}

  @Override
  public void retried(String receiver) {}

  @Override
  public void digested(String receiver, int messages) {}
}
