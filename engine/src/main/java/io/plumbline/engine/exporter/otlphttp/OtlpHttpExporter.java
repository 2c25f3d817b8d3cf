package io.plumbline.engine.exporter.otlphttp;

import io.plumbline.engine.component.ComponentFactory.ExporterFactory;
import io.plumbline.engine.component.Exporter;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.queue.DeliveryConfig;
import io.plumbline.engine.queue.QueuedExporter;
import io.plumbline.engine.queue.Sender;
import io.plumbline.engine.transport.ExportOutcome;
import io.plumbline.engine.transport.ExportResponse;
import io.plumbline.engine.transport.HttpStatus;
import io.plumbline.engine.transport.RpcStatus;
import io.plumbline.engine.transport.http.HttpClientConfig;
import io.plumbline.engine.transport.http.HttpPoster;
import io.plumbline.engine.transport.http.HttpReply;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import io.plumbline.otlp.json.OtlpJson;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends OTLP over HTTP: the bytes of a batch are the body, or the JSON that they stand for. */
public final class OtlpHttpExporter implements Sender {
  /** What a distribution lists. */
  public static final ExporterFactory<Config> FACTORY = new Factory();

  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";

  private final Encoding encoding;
  private final URI url;
  private final HttpPoster poster;
  private final InstantSource clock;

  OtlpHttpExporter(Config config, URI url, InstantSource clock) {
    this.encoding = config.encoding();
    this.url = url;
    this.poster = new HttpPoster(config.client());
    this.clock = clock;
  }

  /** How requests are written. */
  public enum Encoding {
    PROTO,
    JSON
  }

  /**
   * What users write: an HTTP client, and what all exporters have.
   *
   * @param urls where the requests of each signal go; missing for a signal that has nowhere to go
   */
  public record Config(
      Map<Signal, URI> urls, Encoding encoding, HttpClientConfig client, DeliveryConfig delivery) {

    /** Without the endpoint, which has no default. */
    public static final Config DEFAULT =
        new Config(
            Map.of(),
            Encoding.PROTO,
            HttpClientConfig.DEFAULT,
            DeliveryConfig.DEFAULT.withTimeout(Duration.ofSeconds(30)));

    public Config {
      urls = Map.copyOf(urls);
    }
  }

  @Override
  public void start() throws StartException {
    poster.start();
  }

  @Override
  public Outcome send(Batch batch) throws InterruptedException {
    HttpReply reply;
    try {
      reply =
          encoding == Encoding.JSON
              ? poster.post(url, JSON, OtlpJson.encode(batch))
              : poster.post(url, PROTOBUF, batch.bytes());
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      return new Outcome.RetryAfter(
          StatusCode.UNAVAILABLE,
          "failed to make an HTTP request: Post \"" + url + "\": " + reason);
    }
    return reply.status() >= 200 && reply.status() < 300 ? succeeded(batch, reply) : failed(reply);
  }

  private Outcome succeeded(Batch batch, HttpReply reply) {
    ExportResponse response =
        switch (reply.mediaType()) {
          case PROTOBUF -> ExportResponse.read(reply.body());
          case JSON -> ExportResponse.readJson(reply.body());
          default -> ExportResponse.FULL; // Nothing that OTLP gives a meaning to.
        };
    return response == null
        ? new Outcome.Rejected(
            StatusCode.INTERNAL,
            "error parsing the response of " + url + ": not an OTLP " + reply.mediaType())
        : ExportOutcome.of(batch, response);
  }

  private Outcome failed(HttpReply reply) {
    RpcStatus status =
        switch (reply.mediaType()) {
          case PROTOBUF -> RpcStatus.read(reply.body());
          case JSON -> RpcStatus.readJson(reply.body());
          default -> null;
        };
    String message =
        "error exporting items, request to "
            + url
            + " responded with HTTP Status Code "
            + reply.status()
            + (status == null || status.message().isEmpty() ? "" : ", Message=" + status.message());
    StatusCode code =
        status == null || status.code() == StatusCode.OK
            ? HttpStatus.toCode(reply.status())
            : status.code();
    return switch (reply.status()) {
      case 429, 503 ->
          new Outcome.RetryAfter(
              code, message, RetryAfterHeader.read(reply.retryAfter(), clock.instant()), null);
      case 502, 504 -> new Outcome.RetryAfter(code, message);
      default -> new Outcome.Rejected(code, message);
    };
  }

  @Override
  public void close() {
    poster.close();
  }

  private static final class Factory implements ExporterFactory<Config> {
    @Override
    public String type() {
      return "otlphttp";
    }

    @Override
    public List<String> aliases() {
      return List.of("otlp_http");
    }

    @Override
    public Set<Signal> signals() {
      return Set.of(Signal.values());
    }

    @Override
    public Config config(ConfigSection section) {
      Config config =
          new Config(
              urls(section),
              section.choice("encoding", Encoding.class, Encoding.PROTO),
              HttpClientConfig.read(section, Config.DEFAULT.client()),
              DeliveryConfig.read(section, Config.DEFAULT.delivery()));
      section.rejectUnknownKeys();
      return config;
    }

    private static Map<Signal, URI> urls(ConfigSection section) {
      Map<Signal, URI> urls = new EnumMap<>(Signal.class);
      boolean written = section.value("endpoint") != null;
      URI base = url(section, "endpoint");
      for (Signal signal : Signal.values()) {
        String key = signal.id() + "_endpoint";
        written |= section.value(key) != null;
        URI own = url(section, key);
        if (own != null) {
          urls.put(signal, own);
        } else if (base != null) {
          String slash = base.toString().endsWith("/") ? "" : "/";
          urls.put(signal, URI.create(base + slash + "v1/" + signal.id()));
        }
      }
      if (!written) {
        section.problem("at least one endpoint must be specified");
      }
      return urls;
    }

    private static @Nullable URI url(ConfigSection section, String key) {
      String text = section.string(key, "");
      if (text.isEmpty()) {
        return null;
      }
      try {
        URI uri = URI.create(text);
        String scheme = String.valueOf(uri.getScheme());
        if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
          return uri;
        }
      } catch (IllegalArgumentException _) {
        // Falls through to the one message for everything that is no URL.
      }
      section.problem(key, "expected an http:// or https:// URL, found \"" + text + "\"");
      return null;
    }

    @Override
    public List<String> problems(Config config, Signal signal) {
      return config.urls().containsKey(signal)
          ? List.of()
          : List.of("either endpoint or " + signal.id() + "_endpoint must be specified");
    }

    @Override
    public Exporter create(Settings settings, Config config, Signal signal) {
      URI url = Objects.requireNonNull(config.urls().get(signal), "has been checked by problems");
      Sender sender = new OtlpHttpExporter(config, url, settings.clock());
      return QueuedExporter.create(settings, signal, config.delivery(), sender);
    }
  }
}
