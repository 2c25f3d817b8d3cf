package io.plumbline.detector.generate;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The control interface of a running service: which faults it can have, and the switch. */
public final class FaultControl implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1).build();
  private final URI target;

  /**
   * The control interface at an address such as {@code http://localhost:8081}.
   *
   * @throws IOException when it is no such address
   */
  public FaultControl(URI target) throws IOException {
    boolean web =
        "http".equalsIgnoreCase(target.getScheme()) || "https".equalsIgnoreCase(target.getScheme());
    if (!web || target.getHost() == null) {
      throw new IOException("Expected an address like http://localhost:8081, found " + target);
    }
    this.target = target;
  }

  public URI target() {
    return target;
  }

  /** The kinds of fault that the service can have. */
  public List<String> kinds() throws IOException, InterruptedException {
    List<String> kinds = new ArrayList<>();
    call("GET", "/faults").path("kinds").forEach(kind -> kinds.add(kind.asString()));
    return kinds;
  }

  /** Switches a fault on for a while, after which it ends by itself; returns the truth so far. */
  public JsonNode on(String kind, Duration length) throws IOException, InterruptedException {
    return call("POST", "/faults/" + kind + "?for=" + length.toMillis() + "ms");
  }

  /** Switches a fault off that is on; returns the truth. */
  public JsonNode off(String kind) throws IOException, InterruptedException {
    return call("DELETE", "/faults/" + kind);
  }

  /** The truth about a fault that has ended; null while it is on. */
  public @Nullable JsonNode ended(String id) throws IOException, InterruptedException {
    for (JsonNode fault : call("GET", "/faults").path("faults")) {
      if (fault.path("id").asString("").equals(id) && fault.path("end").isString()) {
        return fault;
      }
    }
    return null;
  }

  private JsonNode call(String method, String path) throws IOException, InterruptedException {
    String base = target.toString().replaceAll("/+$", "");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(TIMEOUT)
            .method(method, BodyPublishers.noBody())
            .build();
    HttpResponse<String> response;
    try {
      response = http.send(request, BodyHandlers.ofString());
    } catch (ConnectException e) {
      throw new IOException("Nothing listens at " + target + ": is the service running?", e);
    }
    JsonNode body;
    try {
      body = JSON.readTree(response.body());
    } catch (JacksonException e) {
      throw new IOException(target + " has no fault control: " + response.statusCode(), e);
    }
    if (response.statusCode() >= 400) {
      String reason = body.path("error").asString("status " + response.statusCode());
      throw new IOException(target + " refuses: " + reason);
    }
    return body;
  }

  @Override
  public void close() {
    http.close();
  }
}
