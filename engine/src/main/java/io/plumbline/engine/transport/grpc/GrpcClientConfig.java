package io.plumbline.engine.transport.grpc;

import io.grpc.LoadBalancerRegistry;
import io.grpc.Metadata;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.transport.Headers;
import io.plumbline.engine.transport.TlsClientConfig;
import io.plumbline.engine.transport.Unsupported;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gRPC client as users write it.
 *
 * @param compression a message encoding, or {@code identity}
 * @param keepalive null for no pings
 * @param waitForReady whether a call waits for a connection rather than failing without one
 * @param headers metadata of every call
 * @param balancerName how calls are spread over the addresses of the host
 * @param authority "" for the endpoint's
 * @param userAgent "" for the client's own
 */
public record GrpcClientConfig(
    String endpoint,
    String compression,
    TlsClientConfig tls,
    @Nullable Keepalive keepalive,
    boolean waitForReady,
    Map<String, String> headers,
    String balancerName,
    String authority,
    String userAgent) {

  /** What an exporter has when only the endpoint is written. */
  public static final GrpcClientConfig DEFAULT =
      new GrpcClientConfig(
          "", "gzip", TlsClientConfig.DEFAULT, null, false, Map.of(), "round_robin", "", "");

  public GrpcClientConfig {
    headers = Map.copyOf(headers);
  }

  /**
   * When a silent connection is probed.
   *
   * @param time the silence after which the server is pinged
   * @param timeout how long to wait for the answer
   */
  public record Keepalive(Duration time, Duration timeout, boolean permitWithoutStream) {
    static final Keepalive DEFAULT =
        new Keepalive(Duration.ofSeconds(10), Duration.ofSeconds(10), false);
  }

  /** Reads what every gRPC client has; the caller reads its own keys and rejects unknown ones. */
  public static GrpcClientConfig read(ConfigSection section, GrpcClientConfig defaults) {
    Unsupported.extensions(section, "auth", "middlewares");
    // Go's buffers around a socket. Netty sizes its own, so the two are checked and have no effect.
    section.integer("read_buffer_size", 0, 0, Integer.MAX_VALUE);
    section.integer("write_buffer_size", 0, 0, Integer.MAX_VALUE);
    GrpcClientConfig config =
        new GrpcClientConfig(
            section.string("endpoint", defaults.endpoint),
            compression(section, defaults.compression),
            TlsClientConfig.read(section, "tls"),
            keepalive(section),
            section.bool("wait_for_ready", defaults.waitForReady),
            headers(section),
            section.string("balancer_name", defaults.balancerName),
            section.string("authority", defaults.authority),
            section.string("user_agent", defaults.userAgent));
    config.validate(section);
    return config;
  }

  private static Map<String, String> headers(ConfigSection section) {
    Map<String, String> headers = Headers.read(section, "headers");
    for (String name : headers.keySet()) {
      try {
        Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
      } catch (IllegalArgumentException e) {
        section.problem("headers", "invalid name \"" + name + "\": " + e.getMessage());
      }
    }
    return headers;
  }

  private static String compression(ConfigSection section, String defaultValue) {
    String name = section.string("compression", defaultValue);
    return switch (name) {
      case "gzip", "zstd" -> name;
      case "", "none" -> "identity";
      case "snappy" -> {
        section.problem("compression", "this build can't compress with snappy");
        yield "identity";
      }
      default -> {
        section.problem("compression", "unsupported compression type \"" + name + "\"");
        yield "identity";
      }
    };
  }

  private static @Nullable Keepalive keepalive(ConfigSection parent) {
    ConfigSection section = parent.optionalSection("keepalive");
    if (section == null) {
      return null;
    }
    Keepalive keepalive =
        new Keepalive(
            section.duration("time", Keepalive.DEFAULT.time),
            section.duration("timeout", Keepalive.DEFAULT.timeout),
            section.bool("permit_without_stream", false));
    section.rejectUnknownKeys();
    return keepalive;
  }

  private void validate(ConfigSection section) {
    if (!endpoint.isEmpty()) {
      try {
        GrpcTarget.parse(endpoint);
      } catch (IllegalArgumentException e) {
        section.problem("endpoint", String.valueOf(e.getMessage()));
      }
    }
    if (LoadBalancerRegistry.getDefaultRegistry().getProvider(balancerName) == null) {
      section.problem("invalid balancer_name: " + balancerName);
    }
  }
}
