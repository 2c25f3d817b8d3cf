package io.plumbline.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Plain requests to processes of this run. */
final class Http {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /** The body of a 200 answer. */
  String get(URI uri) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri).GET());
  }

  String post(URI uri) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody()));
  }

  /** Whether the address answers with a status below 400 now. */
  boolean answers(URI uri) throws InterruptedException {
    try {
      get(uri);
      return true;
    } catch (IOException _) {
      // Not up yet, which is what the caller wants to know.
      return false;
    }
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
    if (response.statusCode() >= 400) {
      throw new IOException(
          response.request().uri() + " answered " + response.statusCode() + ": " + response.body());
    }
    return response.body();
  }
}
