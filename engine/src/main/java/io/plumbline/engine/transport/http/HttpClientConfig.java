package io.plumbline.engine.transport.http;

import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.transport.Compression;
import io.plumbline.engine.transport.Headers;
import io.plumbline.engine.transport.TlsClientConfig;
import io.plumbline.engine.transport.Unsupported;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client as users write it, without the URL, which is the exporter's.
 *
 * @param proxy null to go by the environment's {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code
 *     NO_PROXY}
 * @param headers of every request
 * @param compressionLevel as the algorithm counts it
 * @param http2 whether HTTP/2 is offered to servers with TLS
 * @param connectionsMax at a time; 0 for no limit
 * @param cookies whether cookies of the server are kept and sent back
 */
public record HttpClientConfig(
    @Nullable URI proxy,
    TlsClientConfig tls,
    Map<String, String> headers,
    Compression compression,
    int compressionLevel,
    boolean http2,
    int connectionsMax,
    boolean cookies) {

  /** What an exporter has when nothing is written. */
  public static final HttpClientConfig DEFAULT =
      new HttpClientConfig(
          null,
          TlsClientConfig.DEFAULT,
          Map.of(),
          Compression.GZIP,
          Compression.GZIP.defaultLevel(),
          true,
          0,
          false);

  public HttpClientConfig {
    headers = Map.copyOf(headers);
  }

  /** Reads what every HTTP client has; the caller reads its own keys and rejects unknown ones. */
  public static HttpClientConfig read(ConfigSection section, HttpClientConfig defaults) {
    Unsupported.extensions(section, "auth", "middlewares");
    checkWhatTheClientDecidesItself(section);
    TlsClientConfig tls = TlsClientConfig.read(section, "tls");
    if (!tls.serverNameOverride().isEmpty()) {
      section.problem(
          "tls::server_name_override", "is not supported over HTTP: the URL's host is checked");
    }
    if (section.bool("disable_keep_alives", false)) {
      section.problem("disable_keep_alives", "is not supported: connections are reused");
    }
    Compression compression = compression(section, defaults.compression);
    ConfigSection cookies = section.section("cookies");
    HttpClientConfig config =
        new HttpClientConfig(
            proxy(section),
            tls,
            headers(section),
            compression,
            level(section, compression),
            section.bool("force_attempt_http2", defaults.http2),
            (int) section.integer("max_conns_per_host", 0, 0, Integer.MAX_VALUE),
            cookies.bool("enabled", false));
    cookies.rejectUnknownKeys();
    return config;
  }

  /** Go's buffers and pools: the JDK's client sizes its own, so these have no effect. */
  private static void checkWhatTheClientDecidesItself(ConfigSection section) {
    for (String key :
        new String[] {
          "read_buffer_size", "write_buffer_size", "max_idle_conns", "max_idle_conns_per_host"
        }) {
      section.integer(key, 0, 0, Integer.MAX_VALUE);
    }
    for (String key :
        new String[] {"idle_conn_timeout", "http2_read_idle_timeout", "http2_ping_timeout"}) {
      section.duration(key, Duration.ZERO);
    }
  }

  private static Map<String, String> headers(ConfigSection section) {
    Map<String, String> headers = Headers.read(section, "headers");
    headers.forEach((name, value) -> {
      try {
        HttpRequest.newBuilder().setHeader(name, value);
      } catch (IllegalArgumentException e) {
        section.problem("headers", String.valueOf(e.getMessage()));
      }
    });
    return headers;
  }

  private static @Nullable URI proxy(ConfigSection section) {
    String text = section.string("proxy_url", "");
    if (text.isEmpty()) {
      return null;
    }
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null && uri.getPort() > 0) {
        return uri;
      }
    } catch (IllegalArgumentException _) {
      // Falls through to the one message for everything that is no proxy.
    }
    section.problem("proxy_url", "expected http://host:port, found \"" + text + "\"");
    return null;
  }

  private static Compression compression(ConfigSection section, Compression defaultValue) {
    if (section.value("compression") == null) {
      return defaultValue;
    }
    String name = section.string("compression", "");
    Compression compression = Compression.named(name);
    if (compression != null) {
      return compression;
    }
    section.problem(
        "compression",
        switch (name) {
          case "snappy", "x-snappy-framed", "lz4" -> "this build can't compress with " + name;
          default -> "unsupported compression type \"" + name + "\"";
        });
    return defaultValue;
  }

  private static int level(ConfigSection parent, Compression compression) {
    ConfigSection section = parent.section("compression_params");
    int level =
        compression == Compression.ZSTD
            ? (int) section.integer("level", 0, 0, 22)
            : (int) section.integer("level", 0, -1, 9);
    section.rejectUnknownKeys();
    return level == 0 ? compression.defaultLevel() : level;
  }
}
