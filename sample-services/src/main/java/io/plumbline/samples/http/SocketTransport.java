package io.plumbline.samples.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;

/** Sends requests over HTTP/1.1 with the JDK's client; connections are kept and reused. */
public final class SocketTransport implements Transport, AutoCloseable {
  /** Headers that the JDK's client sets itself and forbids to be set. */
  private static final Set<String> OWN_HEADERS =
      Set.of("connection", "content-length", "expect", "host", "upgrade");

  private final URI target;
  private final Duration timeout;
  private final HttpClient client;

  /** Sends to the host and port of a target, such as {@code http://localhost:8082}. */
  public SocketTransport(URI target, Duration timeout) {
    if (!"http".equals(target.getScheme()) || target.getHost() == null) {
      throw new IllegalArgumentException(
          "expected a URL like http://localhost:8082, got: " + target);
    }
    this.target = target;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  @Override
  public Response send(Request request) throws IOException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(target.resolve(request.target()))
            .timeout(timeout)
            .method(
                request.method(),
                request.body().isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(request.body()));
    request
        .headers()
        .forEach((name, value) -> {
          if (!OWN_HEADERS.contains(name)) {
            builder.header(name, value);
          }
        });
    try {
      HttpResponse<String> response =
          client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
      return new Response(response.statusCode(), response.body());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new ConnectException("cannot connect to " + target);
    } catch (HttpTimeoutException e) {
      throw new HttpTimeoutException(
          "no answer from " + target + " within " + timeout.toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + target);
    }
  }

  @Override
  public String host() {
    return target.getHost();
  }

  @Override
  public int port() {
    return target.getPort() < 0 ? 80 : target.getPort();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
