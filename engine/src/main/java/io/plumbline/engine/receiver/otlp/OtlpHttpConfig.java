package io.plumbline.engine.receiver.otlp;

import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.transport.Endpoint;
import io.plumbline.engine.transport.http.HttpServerConfig;
import io.plumbline.otlp.Signal;
import java.util.HashMap;
import java.util.Map;

/**
 * OTLP over HTTP as users write it.
 *
 * @param server its timeouts are all zero unless written, as in the Collector's receiver
 * @param tracesPath where requests with spans come, as the other paths for theirs
 */
public record OtlpHttpConfig(
    HttpServerConfig server, String tracesPath, String metricsPath, String logsPath) {

  /** Of {@code localhost}, on OTLP's port for HTTP. */
  public static final OtlpHttpConfig DEFAULT =
      new OtlpHttpConfig(
          HttpServerConfig.of(new Endpoint("localhost", 4318)),
          "/v1/traces",
          "/v1/metrics",
          "/v1/logs");

  static OtlpHttpConfig read(ConfigSection section) {
    OtlpHttpConfig config =
        new OtlpHttpConfig(
            HttpServerConfig.read(section, DEFAULT.server),
            path(section, "traces_url_path", DEFAULT.tracesPath),
            path(section, "metrics_url_path", DEFAULT.metricsPath),
            path(section, "logs_url_path", DEFAULT.logsPath));
    if (config.paths().size() < Signal.values().length) {
      section.problem("each signal needs a URL path of its own");
    }
    section.rejectUnknownKeys();
    return config;
  }

  Map<String, Signal> paths() {
    Map<String, Signal> paths = new HashMap<>();
    paths.put(tracesPath, Signal.TRACES);
    paths.put(metricsPath, Signal.METRICS);
    paths.put(logsPath, Signal.LOGS);
    return paths;
  }

  private static String path(ConfigSection section, String key, String defaultValue) {
    String path = section.string(key, defaultValue);
    return path.startsWith("/") ? path : "/" + path;
  }
}
