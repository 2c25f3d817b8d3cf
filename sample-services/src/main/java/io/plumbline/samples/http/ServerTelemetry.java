package io.plumbline.samples.http;

import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_REQUEST_METHOD;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_ROUTE;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PROTOCOL_VERSION;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_ADDRESS;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_PORT;
import static io.opentelemetry.semconv.UrlAttributes.URL_PATH;
import static io.opentelemetry.semconv.UrlAttributes.URL_QUERY;
import static io.opentelemetry.semconv.UrlAttributes.URL_SCHEME;
import static io.opentelemetry.semconv.UserAgentAttributes.USER_AGENT_ORIGINAL;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.plumbline.samples.telemetry.Telemetry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Serves the routes of a service, each request in a server span and counted in {@code
 * http.server.request.duration}, after the stable semantic conventions for HTTP. A failure becomes
 * an exception event, an error log and a 5xx response.
 */
public final class ServerTelemetry implements Handler {
  private static final TextMapGetter<Request> HEADERS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Request carrier) {
          return carrier.headers().keySet();
        }

        @Override
        public @Nullable String get(@Nullable Request carrier, String key) {
          return carrier == null ? null : carrier.headers().get(key);
        }
      };

  private final Telemetry telemetry;
  private final Logger log;
  private final List<Route> routes;
  private final String host;
  private final int port;
  private final DoubleHistogram duration;

  /** Serves routes at an address that clients know it by. */
  public ServerTelemetry(
      Telemetry telemetry, Logger log, List<Route> routes, String host, int port) {
    this.telemetry = telemetry;
    this.log = log;
    this.routes = List.copyOf(routes);
    this.host = host;
    this.port = port;
    this.duration =
        telemetry
            .meter()
            .histogramBuilder("http.server.request.duration")
            .setUnit("s")
            .setDescription("Duration of HTTP server requests.")
            .setExplicitBucketBoundariesAdvice(ClientTelemetry.SECONDS_BUCKETS)
            .build();
  }

  @Override
  public Response handle(Request request) {
    long start = telemetry.nanoTime();
    Route.@Nullable Match match = Route.find(routes, request);
    Context parent =
        telemetry
            .sdk()
            .getPropagators()
            .getTextMapPropagator()
            .extract(Context.root(), request, HEADERS);
    Span span = startSpan(request, match, parent);
    Context context = parent.with(span);
    Response response;
    try (Scope _ = context.makeCurrent()) {
      response = respond(request, match, span);
    }
    AttributesBuilder measured =
        Attributes.builder()
            .put(HTTP_REQUEST_METHOD, request.method())
            .put(URL_SCHEME, "http")
            .put(NETWORK_PROTOCOL_VERSION, "1.1")
            .put(HTTP_RESPONSE_STATUS_CODE, (long) response.status());
    if (match != null) {
      measured.put(HTTP_ROUTE, match.route().template());
    }
    span.setAttribute(HTTP_RESPONSE_STATUS_CODE, (long) response.status());
    if (response.status() >= 500) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(ERROR_TYPE, Integer.toString(response.status()));
      measured.put(ERROR_TYPE, Integer.toString(response.status()));
    }
    duration.record(telemetry.secondsSince(start), measured.build(), context);
    span.end();
    return response;
  }

  private Span startSpan(Request request, Route.@Nullable Match match, Context parent) {
    String name =
        match == null ? request.method() : request.method() + " " + match.route().template();
    SpanBuilder builder =
        telemetry
            .tracer()
            .spanBuilder(name)
            .setParent(parent)
            .setSpanKind(SpanKind.SERVER)
            .setAttribute(HTTP_REQUEST_METHOD, request.method())
            .setAttribute(URL_SCHEME, "http")
            .setAttribute(URL_PATH, request.path())
            .setAttribute(SERVER_ADDRESS, host)
            .setAttribute(SERVER_PORT, (long) port)
            .setAttribute(NETWORK_PROTOCOL_VERSION, "1.1");
    if (match != null) {
      builder.setAttribute(HTTP_ROUTE, match.route().template());
    }
    if (!request.query().isEmpty()) {
      builder.setAttribute(URL_QUERY, request.query());
    }
    String agent = request.headers().get("user-agent");
    if (agent != null) {
      builder.setAttribute(USER_AGENT_ORIGINAL, agent);
    }
    return builder.startSpan();
  }

  private Response respond(Request request, Route.@Nullable Match match, Span span) {
    if (match == null) {
      return Response.error(404, "no such page: " + request.method() + " " + request.path());
    }
    try {
      return match.route().action().handle(request, match.parameters());
    } catch (ServiceFailure failure) {
      return fail(failure.status(), failure, match, span);
    } catch (RuntimeException bug) {
      return fail(500, bug, match, span);
    }
  }

  private Response fail(int status, RuntimeException failure, Route.Match match, Span span) {
    span.recordException(failure);
    log.error(
        "{} {} failed with {}: {}",
        match.route().method(),
        match.route().template(),
        status,
        failure.getMessage(),
        failure);
    return Response.error(status, String.valueOf(failure.getMessage()));
  }
}
