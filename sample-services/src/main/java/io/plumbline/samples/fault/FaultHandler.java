package io.plumbline.samples.fault;

import io.plumbline.samples.http.Handler;
import io.plumbline.samples.http.Request;
import io.plumbline.samples.http.Response;
import io.plumbline.samples.work.Durations;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Faults over HTTP: {@code POST /faults/{kind}?for=20s}, {@code DELETE /faults/{kind}}, {@code GET
 * /faults}.
 */
public record FaultHandler(FaultSwitch faults) implements Handler {
  /** How long a fault lasts when nothing is said. */
  private static final Duration DEFAULT_LENGTH = Duration.ofSeconds(60);

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String PATH = "/faults";

  public static boolean handles(Request request) {
    return request.path().equals(PATH) || request.path().startsWith(PATH + "/");
  }

  @Override
  public Response handle(Request request) {
    if (request.path().equals(PATH)) {
      return request.method().equals("GET") ? list() : methodNotAllowed(request);
    }
    String id = request.path().substring(PATH.length() + 1);
    FaultKind kind = FaultKind.find(id);
    if (kind == null) {
      return Response.error(404, "no such fault: " + id + "; there are " + FaultKind.ids());
    }
    if (!faults.kinds().contains(kind)) {
      return Response.error(
          404,
          faults.service()
              + " cannot have "
              + id
              + ": it belongs to "
              + kind.service()
              + (id.startsWith("traffic") ? ", ask the load generator" : ""));
    }
    return switch (request.method()) {
      case "POST" -> on(kind, request);
      case "DELETE" -> off(kind);
      default -> methodNotAllowed(request);
    };
  }

  private Response on(FaultKind kind, Request request) {
    String length = request.parameter("for");
    try {
      Fault fault = faults.on(kind, length == null ? DEFAULT_LENGTH : Durations.parse(length));
      return fault == null
          ? Response.error(409, kind.id() + " is on already")
          : new Response(201, JSON.writeValueAsString(describe(fault)));
    } catch (IllegalArgumentException e) {
      return Response.error(400, String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      return Response.error(500, String.valueOf(e.getMessage()));
    }
  }

  private Response off(FaultKind kind) {
    try {
      Fault fault = faults.off(kind);
      return fault == null
          ? Response.error(404, kind.id() + " is not on")
          : Response.ok(fault.toJson());
    } catch (UncheckedIOException e) {
      return Response.error(500, String.valueOf(e.getMessage()));
    }
  }

  private Response list() {
    ObjectNode root = JSON.createObjectNode().put("service", faults.service());
    ArrayNode kinds = root.putArray("kinds");
    faults.kinds().forEach(kind -> kinds.add(kind.id()));
    ArrayNode all = root.putArray("faults");
    faults.faults().forEach(fault -> all.add(describe(fault)));
    return Response.ok(JSON.writeValueAsString(root));
  }

  /** A fault as in ground truth; while it is on, {@code until} says when it will end. */
  private ObjectNode describe(Fault fault) {
    ObjectNode node = fault.toNode();
    Instant until = fault.end() == null ? faults.until(fault.kind()) : null;
    if (until != null) {
      node.put("until", until.toString());
    }
    return node;
  }

  private static Response methodNotAllowed(Request request) {
    return Response.error(405, "method not allowed: " + request.method());
  }
}
