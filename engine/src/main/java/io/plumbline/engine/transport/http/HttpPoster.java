package io.plumbline.engine.transport.http;

import io.plumbline.engine.component.StartException;
import io.plumbline.engine.transport.Compression;
import io.plumbline.engine.transport.TlsClientConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Posts bytes to URLs with the JDK's client. Callers block, each on its own thread; connections are
 * pooled and reused.
 */
public final class HttpPoster implements AutoCloseable {
  /** What is kept of a response: a status, or a page of some proxy to show the beginning of. */
  private static final int REPLY_BYTES_MAX = 64 << 10;

  private final HttpClientConfig config;
  private final Semaphore connections;
  private @Nullable HttpClient client;

  /** A poster that can't be used before it has started. */
  public HttpPoster(HttpClientConfig config) {
    this.config = config;
    this.connections =
        new Semaphore(config.connectionsMax() == 0 ? Integer.MAX_VALUE : config.connectionsMax());
  }

  /**
   * Prepares the client; does not connect.
   *
   * @throws StartException saying what is wrong with TLS
   */
  public void start() throws StartException {
    TlsClientConfig.ForJdk tls = config.tls().forJdk();
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .sslContext(tls.context())
            .sslParameters(tls.parameters())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .proxy(
                config.proxy() == null
                    ? EnvironmentProxies.of(System.getenv())
                    : ProxySelector.of(
                        new InetSocketAddress(config.proxy().getHost(), config.proxy().getPort())));
    if (config.cookies()) {
      builder.cookieHandler(new CookieManager());
    }
    client = builder.build();
  }

  /**
   * Posts a body, compressed as configured, and waits for the answer.
   *
   * @throws IOException when no answer came
   * @throws InterruptedException when the thread was interrupted; the request is then cancelled
   */
  public HttpReply post(URI url, String contentType, byte[] body)
      throws IOException, InterruptedException {
    if (client == null) {
      throw new IllegalStateException("the client has not started");
    }
    HttpRequest request = request(url, contentType, body);
    connections.acquire();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream stream = response.body()) {
        return reply(response, stream.readNBytes(REPLY_BYTES_MAX));
      }
    } finally {
      connections.release();
    }
  }

  private HttpRequest request(URI url, String contentType, byte[] body) {
    // Without TLS the JDK would ask to upgrade to HTTP/2 with every first request.
    boolean http2 = config.http2() && "https".equalsIgnoreCase(url.getScheme());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .version(http2 ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
            .setHeader("User-Agent", "plumbline")
            .setHeader("Content-Type", contentType);
    Compression compression = config.compression();
    if (compression != Compression.NONE) {
      request.setHeader("Content-Encoding", compression.contentEncoding());
    }
    config.headers().forEach(request::setHeader);
    byte[] wireBody = compression.compress(body, config.compressionLevel());
    return request.POST(HttpRequest.BodyPublishers.ofByteArray(wireBody)).build();
  }

  private static HttpReply reply(HttpResponse<?> response, byte[] body) {
    String type = response.headers().firstValue("content-type").orElse("");
    return new HttpReply(
        response.statusCode(),
        HttpHead.mediaType(type),
        response.headers().firstValue("retry-after").orElse(null),
        body);
  }

  /** Drops the connections; requests in flight fail. */
  @Override
  public void close() {
    if (client != null) {
      client.shutdownNow();
    }
  }
}
