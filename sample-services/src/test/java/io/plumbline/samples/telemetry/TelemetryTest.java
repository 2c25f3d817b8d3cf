package io.plumbline.samples.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TelemetryTest {
  private static final String TEMPORALITY = "otel.exporter.otlp.metrics.temporality.preference";

  private static final Map<String, String> SILENT =
      Map.of(
          "otel.traces.exporter",
          "none",
          "otel.metrics.exporter",
          "none",
          "otel.logs.exporter",
          "none");

  private static String temporality(Map<String, String> variables) {
    List<String> seen = new ArrayList<>();
    Telemetry.open(
            new ServiceIdentity("shop", "1.0.0", "shop-1"),
            new ExportStats(),
            Clock.getDefault(),
            builder ->
                builder
                    .addPropertiesCustomizer(_ -> SILENT)
                    .addPropertiesCustomizer(_ -> variables)
                    .addPropertiesCustomizer(config -> {
                      seen.add(config.getString(TEMPORALITY, ""));
                      return Map.of();
                    }))
        .close();
    return seen.getLast();
  }

  @Test
  void metrics_areDeltas_unlessAskedOtherwise() {
    assertThat(temporality(Map.of())).isEqualTo("delta");
    assertThat(temporality(Map.of(TEMPORALITY, "cumulative"))).isEqualTo("cumulative");
  }
}
