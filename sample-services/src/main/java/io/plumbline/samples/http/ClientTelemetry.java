package io.plumbline.samples.http;

import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_REQUEST_METHOD;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PROTOCOL_VERSION;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_ADDRESS;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_PORT;
import static io.opentelemetry.semconv.UrlAttributes.URL_FULL;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.plumbline.samples.telemetry.Telemetry;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls another service in a client span, counted in {@code http.client.request.duration}, with the
 * trace context in the headers; after the stable semantic conventions for HTTP.
 */
public final class ClientTelemetry {
  /**
   * The bucket boundaries that the conventions advise for durations of HTTP requests, in seconds.
   */
  static final List<Double> SECONDS_BUCKETS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

  /** As the JDK's client names itself. */
  private static final String USER_AGENT = "Java-http-client/" + System.getProperty("java.version");

  private final Telemetry telemetry;
  private final String service;
  private final Transport transport;
  private final DoubleHistogram duration;

  /** Calls a service, named in messages, over a transport. */
  public ClientTelemetry(Telemetry telemetry, String service, Transport transport) {
    this.telemetry = telemetry;
    this.service = service;
    this.transport = transport;
    this.duration =
        telemetry
            .meter()
            .histogramBuilder("http.client.request.duration")
            .setUnit("s")
            .setDescription("Duration of HTTP client requests.")
            .setExplicitBucketBoundariesAdvice(SECONDS_BUCKETS)
            .build();
  }

  /**
   * Sends a request.
   *
   * @return the response, its status below 500
   * @throws ServiceFailure 502 when the other service failed, 504 when it could not be reached
   */
  public Response send(Request request) {
    long start = telemetry.nanoTime();
    Span span =
        telemetry
            .tracer()
            .spanBuilder(request.method())
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(HTTP_REQUEST_METHOD, request.method())
            .setAttribute(URL_FULL, url(request))
            .setAttribute(SERVER_ADDRESS, transport.host())
            .setAttribute(SERVER_PORT, (long) transport.port())
            .startSpan();
    AttributesBuilder measured =
        Attributes.builder()
            .put(HTTP_REQUEST_METHOD, request.method())
            .put(SERVER_ADDRESS, transport.host())
            .put(SERVER_PORT, (long) transport.port());
    Context context = Context.current().with(span);
    try (Scope _ = context.makeCurrent()) {
      Response response = transport.send(request.withHeaders(headers()));
      span.setAttribute(HTTP_RESPONSE_STATUS_CODE, (long) response.status());
      span.setAttribute(NETWORK_PROTOCOL_VERSION, "1.1");
      measured.put(HTTP_RESPONSE_STATUS_CODE, (long) response.status());
      measured.put(NETWORK_PROTOCOL_VERSION, "1.1");
      if (response.status() >= 400) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute(ERROR_TYPE, Integer.toString(response.status()));
        measured.put(ERROR_TYPE, Integer.toString(response.status()));
      }
      if (response.status() >= 500) {
        throw new ServiceFailure(502, service + " answered " + response.status(), null);
      }
      return response;
    } catch (IOException e) {
      span.setStatus(StatusCode.ERROR);
      span.recordException(e);
      span.setAttribute(ERROR_TYPE, e.getClass().getName());
      measured.put(ERROR_TYPE, e.getClass().getName());
      throw new ServiceFailure(504, service + " gave no answer: " + e.getMessage(), e);
    } finally {
      duration.record(telemetry.secondsSince(start), measured.build(), context);
      span.end();
    }
  }

  private String url(Request request) {
    return "http://" + transport.host() + ":" + transport.port() + request.target();
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    headers.put("user-agent", USER_AGENT);
    telemetry
        .sdk()
        .getPropagators()
        .getTextMapPropagator()
        .inject(Context.current(), headers, (carrier, key, value) -> put(carrier, key, value));
    return headers;
  }

  private static void put(@Nullable Map<String, String> carrier, String key, String value) {
    if (carrier != null) {
      carrier.put(key, value);
    }
  }
}
