package io.plumbline.gateway.exporter.elasticsearch;

import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.queue.DeliveryConfig;
import io.plumbline.engine.queue.QueueConfig;
import io.plumbline.engine.queue.Sizer;
import io.plumbline.gateway.exporter.elasticsearch.ElasticsearchExporter.Config;
import io.plumbline.gateway.exporter.elasticsearch.bulk.RetryPolicy;
import io.plumbline.gateway.exporter.elasticsearch.document.DocumentSettings;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the section of an exporter {@code elasticsearch}. */
final class ConfigReader {
  private static final Logger log = LoggerFactory.getLogger(ConfigReader.class);
  private static final Config DEFAULT = Config.DEFAULT;
  private static final Set<String> MODES = Set.of("none", "ecs", "otel", "raw", "bodymap");

  /** Keys of older versions, without effect here, and what to write instead. */
  private static final Map<String, String> DEPRECATED =
      Map.of(
          "flush", "sending_queue::batch",
          "num_workers", "sending_queue::num_consumers",
          "batcher", "sending_queue::batch",
          "discover", "endpoints",
          "logs_dynamic_index", "nothing, it is always on",
          "metrics_dynamic_index", "nothing, it is always on",
          "traces_dynamic_index", "nothing, it is always on");

  /** Keys of HTTP clients that tune what the JDK's client tunes by itself. */
  private static final List<String> TUNING =
      List.of(
          "read_buffer_size",
          "write_buffer_size",
          "max_idle_conns",
          "max_idle_conns_per_host",
          "max_conns_per_host",
          "idle_conn_timeout",
          "disable_keep_alives",
          "force_attempt_http2",
          "http2_read_idle_timeout",
          "http2_ping_timeout");

  /** Keys of the Collector that do what is not built yet. */
  private static final List<String> UNAVAILABLE = List.of("auth", "cookies", "middlewares");

  private final ConfigSection section;
  private final Function<String, @Nullable String> environment;

  ConfigReader(ConfigSection section, Function<String, @Nullable String> environment) {
    this.section = section;
    this.environment = environment;
  }

  Config read() {
    ConfigSection retry = section.section("retry");
    ConfigSection telemetry = section.section("telemetry");
    QueueConfig queue = queue();
    ConnectionReader connection = new ConnectionReader(section, environment);
    Config config =
        new Config(
            connection.endpoints(),
            connection.headers(),
            ClientTls.read(section.section("tls")),
            connection.proxy(),
            connection.gzipLevel(),
            DeliveryConfig.readTimeout(section, DEFAULT.timeout()),
            documents(),
            modes(section.section("mapping")),
            retryPolicy(retry),
            retriedStatuses(retry),
            queue,
            section.has("include_source_on_error")
                ? section.bool("include_source_on_error", false)
                : null,
            telemetry.bool("log_failed_docs_input", DEFAULT.logFailedDocuments()),
            telemetry.duration(
                "log_failed_docs_input_rate_limit", DEFAULT.logFailedDocumentsInterval()),
            batchBytes(queue),
            deadLetterDirectory());
    retry.rejectUnknownKeys();
    rejectBodyLogs(telemetry);
    acceptOtherKeys();
    section.rejectUnknownKeys();
    return config;
  }

  private DocumentSettings documents() {
    ConfigSection logstash = section.section("logstash_format");
    boolean dated = logstash.bool("enabled", false);
    String separator = logstash.string("prefix_separator", "-");
    String date = logstash.string("date_format", "%Y.%m.%d");
    logstash.rejectUnknownKeys();
    return new DocumentSettings(
        section.string("traces_index", ""),
        section.string("metrics_index", ""),
        section.string("logs_index", ""),
        dated ? DateFormat.read(logstash, separator, date) : null,
        enabled("logs_dynamic_id"),
        enabled("logs_dynamic_pipeline"),
        section.string("pipeline", ""));
  }

  private boolean enabled(String key) {
    ConfigSection block = section.section(key);
    boolean enabled = block.bool("enabled", false);
    block.rejectUnknownKeys();
    return enabled;
  }

  private Set<String> modes(ConfigSection mapping) {
    String mode = mapping.string("mode", "otel");
    if (mode.isEmpty() || mode.equals("no")) {
      mode = "none";
    }
    if (!MODES.contains(mode)) {
      mapping.problem("mode", "unknown mapping mode \"" + mode + "\"");
    } else if (!mode.equals("otel")) {
      mapping.problem("mode", "only \"otel\" is available yet, found \"" + mode + "\"");
    }
    Set<String> allowed =
        new HashSet<>(mapping.strings("allowed_modes", List.copyOf(DEFAULT.allowedModes())));
    for (String name : allowed) {
      if (!MODES.contains(name)) {
        mapping.problem("allowed_modes", "unknown mapping mode \"" + name + "\"");
      }
    }
    if (!allowed.contains(mode)) {
      mapping.problem("mode", "mapping mode \"" + mode + "\" must be one of allowed_modes");
    }
    // Of older versions, for mode ecs.
    mapping.bool("dedup", true);
    mapping.bool("dedot", true);
    mapping.rejectUnknownKeys();
    return allowed;
  }

  private static RetryPolicy retryPolicy(ConfigSection retry) {
    boolean enabled = retry.bool("enabled", true);
    long retries = retry.integer("max_retries", RetryPolicy.UNLIMITED, 0, Integer.MAX_VALUE);
    if (retry.has("max_requests")) {
      // Deprecated: counts the first attempt too.
      retries = retry.integer("max_requests", 1, 0, Integer.MAX_VALUE) - 1;
      if (retry.has("max_retries")) {
        retry.problem("must not specify both max_requests and max_retries");
      }
    }
    RetryPolicy policy =
        new RetryPolicy(
            enabled ? (int) Math.max(retries, 0) : 0,
            retry.duration("initial_interval", DEFAULT.retry().initialInterval()),
            retry.duration("max_interval", DEFAULT.retry().maxInterval()));
    if (policy.initialInterval().isNegative() || policy.maxInterval().isNegative()) {
      retry.problem("initial_interval and max_interval must be non-negative");
    }
    return policy;
  }

  private static Set<Integer> retriedStatuses(ConfigSection retry) {
    Set<Integer> statuses = new HashSet<>();
    for (String key : List.of("retry_on_status", "retry_on_document_status")) {
      Object value = retry.value(key);
      if (value == null) {
        continue;
      }
      if (!(value instanceof List<?> list)
          || !list.stream().allMatch(status -> status instanceof Integer)) {
        retry.problem(key, "expected a list of status codes");
        continue;
      }
      list.forEach(status -> statuses.add((Integer) status));
    }
    return statuses.isEmpty() ? DEFAULT.retryOnStatus() : statuses;
  }

  private QueueConfig queue() {
    QueueConfig queue = QueueConfig.read(section, DEFAULT.queue());
    List<String> keys = section.strings("metadata_keys", List.of());
    QueueConfig.Batching batching = queue.batching();
    if (keys.isEmpty() || batching == null) {
      return queue;
    }
    QueueConfig.Batching partitioned =
        new QueueConfig.Batching(
            batching.flushTimeout(),
            batching.minSize(),
            batching.maxSize(),
            batching.sizer(),
            keys);
    return new QueueConfig(
        queue.enabled(),
        queue.numConsumers(),
        queue.queueSize(),
        queue.sizer(),
        queue.blockOnOverflow(),
        queue.waitForResult(),
        partitioned);
  }

  /** Requests are cut where batches of bytes are, else at the default. */
  private static int batchBytes(QueueConfig queue) {
    QueueConfig.Batching batching = queue.batching();
    long bytes = DEFAULT.batchBytes();
    if (batching != null && batching.sizer() == Sizer.BYTES && batching.maxSize() > 0) {
      bytes = batching.maxSize();
    }
    return Math.clamp(bytes, 1024, 64 * 1024 * 1024);
  }

  private static void rejectBodyLogs(ConfigSection telemetry) {
    for (String key : List.of("log_request_body", "log_response_body")) {
      if (telemetry.bool(key, false)) {
        telemetry.problem(
            key, "is not available yet; what is refused is in the dead letters with its reason");
      }
    }
    telemetry.rejectUnknownKeys();
  }

  private Path deadLetterDirectory() {
    ConfigSection deadLetter = section.section("dead_letter");
    String variable = environment.apply("PLUMBLINE_DEAD_LETTER_DIR");
    String fallback =
        variable == null || variable.isBlank()
            ? DEFAULT.deadLetterDirectory().toString()
            : variable;
    String directory = deadLetter.string("directory", fallback);
    deadLetter.rejectUnknownKeys();
    return Path.of(directory.isEmpty() ? fallback : directory);
  }

  private void acceptOtherKeys() {
    DEPRECATED.forEach((key, instead) -> {
      if (section.has(key)) {
        log.atWarn()
            .addKeyValue("key", section.path() + "::" + key)
            .addKeyValue("instead", instead)
            .log("A deprecated key has no effect.");
      }
    });
    for (String key : UNAVAILABLE) {
      if (section.value(key) != null) {
        section.problem(key, "is not available yet");
      }
    }
    TUNING.forEach(section::has);
  }
}
