package io.plumbline.samples.fault;

import io.plumbline.samples.http.Request;
import io.plumbline.samples.http.Response;
import io.plumbline.samples.http.SocketTransport;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Switches faults of a running service on and off over HTTP. */
public final class FaultClient implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final SocketTransport transport;

  /** A client of a service, or of the load generator's control port. */
  public FaultClient(URI target) {
    transport = new SocketTransport(target, TIMEOUT);
  }

  /**
   * Switches a fault on.
   *
   * @throws IOException when the service cannot be reached or refuses, with its reason
   */
  public Fault on(String kind, Duration length) throws IOException {
    return Fault.of(
        call(Request.of("POST", "/faults/" + kind + "?for=" + length.toMillis() + "ms", "")));
  }

  /** Switches a fault off; fails as {@link #on} does. */
  public Fault off(String kind) throws IOException {
    return Fault.of(call(Request.of("DELETE", "/faults/" + kind, "")));
  }

  /** The faults that were and are on. */
  public List<Fault> faults() throws IOException {
    List<Fault> faults = new ArrayList<>();
    for (JsonNode node : call(Request.get("/faults")).path("faults")) {
      faults.add(Fault.of(node));
    }
    return faults;
  }

  /** The ids of the kinds that the service can have. */
  public List<String> kinds() throws IOException {
    List<String> kinds = new ArrayList<>();
    for (JsonNode node : call(Request.get("/faults")).path("kinds")) {
      kinds.add(node.asString());
    }
    return kinds;
  }

  private JsonNode call(Request request) throws IOException {
    Response response = transport.send(request);
    JsonNode body;
    try {
      body = JSON.readTree(response.body());
    } catch (JacksonException e) {
      throw new IOException("not a sample service: it answered " + response.body(), e);
    }
    if (response.status() >= 400) {
      String reason = body.path("error").asString("");
      throw new IOException(reason.isEmpty() ? "refused with " + response.status() : reason);
    }
    return body;
  }

  @Override
  public void close() {
    transport.close();
  }
}
