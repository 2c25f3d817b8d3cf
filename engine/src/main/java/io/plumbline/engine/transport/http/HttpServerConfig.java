package io.plumbline.engine.transport.http;

import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.transport.Compression;
import io.plumbline.engine.transport.Endpoint;
import io.plumbline.engine.transport.Headers;
import io.plumbline.engine.transport.TlsServerConfig;
import io.plumbline.engine.transport.Unsupported;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server as users write it.
 *
 * @param tls null for plain text
 * @param cors null when browsers are not to be let in
 * @param maxRequestBodyBytes on the wire and again after decompression
 * @param includeMetadata whether request headers go into the request context
 * @param responseHeaders sent with every response
 * @param compressionAlgorithms accepted values of {@code Content-Encoding}, "" for none
 * @param keepAlivesEnabled whether a connection may carry a second request
 */
public record HttpServerConfig(
    Endpoint endpoint,
    @Nullable TlsServerConfig tls,
    @Nullable CorsConfig cors,
    int maxRequestBodyBytes,
    boolean includeMetadata,
    Map<String, String> responseHeaders,
    Set<String> compressionAlgorithms,
    Timeouts timeouts,
    boolean keepAlivesEnabled) {

  /** Names that the Collector has and this build has no decoder for. */
  private static final Set<String> NOT_HERE = Set.of("snappy", "x-snappy-framed", "lz4");

  private static final Set<String> ALGORITHMS = Set.of("", "gzip", "zstd", "zlib", "deflate");

  /** 20 MiB, as in the Collector. */
  private static final int BODY_BYTES_MAX = 20 << 20;

  public HttpServerConfig {
    responseHeaders = Map.copyOf(responseHeaders);
    compressionAlgorithms = Set.copyOf(compressionAlgorithms);
  }

  /**
   * Zero means none was written.
   *
   * @param read from the first byte of a request to its last
   * @param readHeader from the first byte of a request to the end of its headers
   * @param write from the beginning of a response until the client has taken it
   * @param idle between two requests
   */
  public record Timeouts(Duration read, Duration readHeader, Duration write, Duration idle) {
    public static final Timeouts NONE =
        new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  /** A server on an endpoint with everything else as the Collector's OTLP receiver has it. */
  public static HttpServerConfig of(Endpoint endpoint) {
    return new HttpServerConfig(
        endpoint, null, null, BODY_BYTES_MAX, false, Map.of(), ALGORITHMS, Timeouts.NONE, true);
  }

  /**
   * Reads what every HTTP server has, with the given endpoint and timeouts as defaults. The caller
   * reads what is its own and rejects unknown keys.
   */
  public static HttpServerConfig read(ConfigSection section, HttpServerConfig defaults) {
    Endpoint endpoint = Endpoint.read(section, "endpoint", defaults.endpoint());
    Unsupported.transports(section);
    Unsupported.extensions(section, "auth", "middlewares");
    int bodyBytesMax =
        (int) section.integer("max_request_body_size", 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
    return new HttpServerConfig(
        endpoint,
        TlsServerConfig.read(section, "tls"),
        CorsConfig.read(section, "cors"),
        bodyBytesMax <= 0 ? defaults.maxRequestBodyBytes() : bodyBytesMax,
        section.bool("include_metadata", false),
        Headers.read(section, "response_headers"),
        algorithms(section),
        new Timeouts(
            section.duration("read_timeout", defaults.timeouts().read()),
            section.duration("read_header_timeout", defaults.timeouts().readHeader()),
            section.duration("write_timeout", defaults.timeouts().write()),
            section.duration("idle_timeout", defaults.timeouts().idle())),
        section.bool("keep_alives_enabled", true));
  }

  private static Set<String> algorithms(ConfigSection section) {
    if (section.value("compression_algorithms") == null) {
      return ALGORITHMS;
    }
    Set<String> algorithms = new LinkedHashSet<>();
    for (String name : section.strings("compression_algorithms", List.of())) {
      if (NOT_HERE.contains(name)) {
        section.problem("compression_algorithms", "this build can't decompress " + name);
      } else if (Compression.named(name) == null || name.equals("none")) {
        section.problem("compression_algorithms", "unsupported compression type \"" + name + "\"");
      } else {
        algorithms.add(name);
      }
    }
    return algorithms;
  }
}
