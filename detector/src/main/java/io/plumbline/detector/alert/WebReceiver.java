package io.plumbline.detector.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells by a POST of JSON over HTTP.
 *
 * <p>With a secret the request is signed: {@code X-Plumbline-Signature: sha256=<hex>} is the
 * HMAC-SHA256 of the text of {@code X-Plumbline-Timestamp} (seconds since 1970) followed at once by
 * the body. A body is an object or array, so that it is clear where the timestamp ends. {@code
 * X-Plumbline-Delivery} is the same when a notice is sent again.
 */
final class WebReceiver implements Receiver {
  private final HttpClient http;
  private final URI uri;
  private final Duration timeout;
  private final Map<String, String> headers;
  private final @Nullable Signature signature;
  private final Function<Notice, String> body;

  WebReceiver(ReceiverConfig.Slack config) {
    this(config.url(), config.timeout(), Map.of(), null, SlackText::of);
  }

  WebReceiver(ReceiverConfig.Webhook config) {
    this(
        config.url(),
        config.timeout(),
        config.headers(),
        config.secret() == null ? null : new Signature(config.secret()),
        new JsonTemplate(config.template())::fill);
  }

  private WebReceiver(
      String url,
      Duration timeout,
      Map<String, String> headers,
      @Nullable Signature signature,
      Function<Notice, String> body) {
    this.uri = URI.create(url);
    this.timeout = timeout;
    this.headers = headers;
    this.signature = signature;
    this.body = body;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public Attempt tell(Notice notice, Instant now) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request(notice, now), _ -> new Excerpt());
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return new Attempt.Delivered();
    }
    String reason = ("answers " + status + " " + response.body()).strip();
    // 408 Request Timeout, 425 Too Early, 429 Too Many Requests; RFC 9110, RFC 8470, RFC 6585.
    if (status >= 500 || status == 408 || status == 425 || status == 429) {
      String after = response.headers().firstValue("Retry-After").orElse("");
      return new Attempt.TryLater(reason, RetryAfter.parse(after, now));
    }
    return new Attempt.Refused(reason);
  }

  private HttpRequest request(Notice notice, Instant now) {
    byte[] bytes = body.apply(notice).getBytes(UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(timeout)
            .setHeader("Content-Type", "application/json")
            .setHeader("User-Agent", "plumbline")
            .setHeader("X-Plumbline-Delivery", ascii(notice.key()))
            .POST(BodyPublishers.ofByteArray(bytes));
    headers.forEach(request::setHeader);
    if (signature != null) {
      String timestamp = Long.toString(now.getEpochSecond());
      request.setHeader("X-Plumbline-Timestamp", timestamp);
      request.setHeader("X-Plumbline-Signature", signature.of(timestamp, bytes));
    }
    return request.build();
  }

  private static String ascii(String text) {
    return text.replaceAll("[^!-~]", "_");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
