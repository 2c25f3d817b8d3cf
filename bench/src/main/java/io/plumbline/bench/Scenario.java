package io.plumbline.bench;

import io.plumbline.engine.component.StartException;
import java.io.IOException;

/** What the measured system does with the telemetry. */
enum Scenario {
  /** OTLP over gRPC in and out. */
  OTLP("otlp.yaml"),
  /** OTLP over gRPC in, bulk requests out. */
  ELASTICSEARCH("elasticsearch.yaml");

  private final String template;

  Scenario(String template) {
    this.template = template;
  }

  /** The configuration that is used when none is given, a resource of this package. */
  String template() {
    return template;
  }

  Sink sink() throws IOException {
    try {
      return switch (this) {
        case OTLP -> OtlpSink.start();
        case ELASTICSEARCH -> BulkSink.start();
      };
    } catch (StartException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
