package io.plumbline.gateway.exporter.elasticsearch.bulk;

import io.plumbline.gateway.exporter.elasticsearch.document.BulkBody;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends bulk requests, each once, and says what came of it. Thread-safe. */
final class BulkClient {
  /** What the answer to a request of 5 MB takes when every document in it is refused at length. */
  private static final long RESPONSE_BYTES_MAX = 64L * 1024 * 1024;

  private static final int MESSAGE_CHARS_MAX = 500;
  private static final int PAYLOAD_TOO_LARGE = 413;

  private final HttpClient http;
  private final Map<String, String> headers;
  private final boolean gzip;
  private final Duration timeout;
  private final String query;
  private final Set<Integer> retriedStatuses;
  private final InstantSource clock;
  private final Endpoints endpoints;
  private final DeliveryMeters meters;

  BulkClient(
      HttpClient http,
      DeliverySettings settings,
      Endpoints endpoints,
      InstantSource clock,
      DeliveryMeters meters) {
    this.http = http;
    this.headers = settings.headers();
    this.gzip = settings.gzipLevel() != 0;
    this.timeout = settings.timeout();
    Boolean source = settings.includeSourceOnError();
    this.query = BulkResponse.FILTER + (source == null ? "" : "&include_source_on_error=" + source);
    this.retriedStatuses = settings.retryOnStatus();
    this.clock = clock;
    this.endpoints = endpoints;
    this.meters = meters;
  }

  /**
   * Sends the documents {@code [from, to)} to the next node.
   *
   * @param response gets the answers, when the result is {@link Answer.Documents}
   */
  Answer send(BulkBody body, int from, int to, GzipBody compressed, BulkResponse response)
      throws InterruptedException {
    Endpoints.Endpoint endpoint = endpoints.next();
    HttpRequest request = request(endpoint.uri(), body, from, to, compressed);
    long begin = System.nanoTime();
    CompletableFuture<HttpResponse<byte[]>> pending =
        http.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), RESPONSE_BYTES_MAX));
    Answer answer;
    try {
      HttpResponse<byte[]> answered =
          timeout.isZero() ? pending.get() : pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      answer = read(answered, to - from, response);
    } catch (TimeoutException _) {
      answer = again(0, "no answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      answer = again(0, describe(e));
    } finally {
      // Has no effect when it is complete; closes the connection when it is not.
      pending.cancel(true);
    }
    if (answer instanceof Answer.Again again) {
      endpoints.failed(endpoint);
      answer =
          new Answer.Again(
              again.status(), again.message() + " from " + endpoint.uri(), again.delay());
    } else {
      endpoints.succeeded(endpoint);
    }
    meters.request(answer, System.nanoTime() - begin);
    return answer;
  }

  /** Whether a node that did not just fail is there to try. */
  boolean anotherNode() {
    return endpoints.anyAvailable();
  }

  private HttpRequest request(URI endpoint, BulkBody body, int from, int to, GzipBody compressed) {
    byte[] lines = body.array();
    int start = body.start(from);
    int length = body.end(to - 1) - start;
    HttpRequest.BodyPublisher publisher;
    if (gzip) {
      compressed.begin();
      // In pieces, so that no native call holds the array for long.
      for (int piece = 0; piece < length; piece += 64 * 1024) {
        compressed.write(lines, start + piece, Math.min(64 * 1024, length - piece));
      }
      compressed.finish();
      publisher = HttpRequest.BodyPublishers.ofByteArray(compressed.array(), 0, compressed.size());
    } else {
      publisher = HttpRequest.BodyPublishers.ofByteArray(lines, start, length);
    }
    meters.flushed(gzip ? compressed.size() : length, length);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(bulkUri(endpoint))
            .header("Content-Type", "application/x-ndjson")
            .header("Accept", "application/json")
            .POST(publisher);
    if (gzip) {
      request.header("Content-Encoding", "gzip");
    }
    headers.forEach(request::setHeader);
    return request.build();
  }

  private URI bulkUri(URI endpoint) {
    String base = endpoint.toString();
    return URI.create((base.endsWith("/") ? base : base + "/") + "_bulk?" + query);
  }

  private Answer read(HttpResponse<byte[]> answered, int documents, BulkResponse response) {
    int status = answered.statusCode();
    if (status >= 200 && status < 300) {
      try {
        response.read(answered.body(), documents);
        return new Answer.Documents();
      } catch (BulkResponse.UnreadableException e) {
        // What was stored is stored; with their ids it can be sent again.
        return again(status, "an answer that is not one to a bulk request, " + e.getMessage());
      }
    }
    String message = "status " + status + " " + excerpt(answered.body());
    if (retriedStatuses.contains(status)) {
      return new Answer.Again(status, message, retryAfter(answered));
    }
    return switch (status) {
      case PAYLOAD_TOO_LARGE -> new Answer.TooLarge(message);
      case 400 -> new Answer.Invalid(status, message);
      case 401, 403 -> new Answer.Denied(status, message);
      default -> new Answer.Again(status, message, retryAfter(answered));
    };
  }

  private Duration retryAfter(HttpResponse<byte[]> answered) {
    String value = answered.headers().firstValue("Retry-After").orElse("").strip();
    if (value.isEmpty()) {
      return Duration.ZERO;
    }
    try {
      Duration delay =
          value.chars().allMatch(Character::isDigit)
              ? Duration.ofSeconds(Long.parseLong(value))
              : Duration.between(
                  clock.instant(),
                  ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return delay.isNegative() ? Duration.ZERO : delay;
    } catch (DateTimeException | NumberFormatException | ArithmeticException _) {
      // Neither seconds nor a date: the usual back-off applies.
      return Duration.ZERO;
    }
  }

  private static Answer.Again again(int status, String message) {
    return new Answer.Again(status, message, Duration.ZERO);
  }

  private static String describe(ExecutionException wrapper) {
    Throwable cause = wrapper.getCause();
    Throwable failure = cause == null ? wrapper : cause;
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    return message == null ? name : name + ": " + message;
  }

  private static String excerpt(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    return text.length() > MESSAGE_CHARS_MAX ? text.substring(0, MESSAGE_CHARS_MAX) : text;
  }
}
