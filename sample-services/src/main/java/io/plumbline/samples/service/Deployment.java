package io.plumbline.samples.service;

import io.opentelemetry.instrumentation.runtimetelemetry.RuntimeTelemetry;
import io.plumbline.samples.http.Handler;
import io.plumbline.samples.http.Request;
import io.plumbline.samples.http.Response;
import io.plumbline.samples.telemetry.Telemetry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** One version of a service while it is deployed: its SDK, its JVM metrics and its handler. */
final class Deployment implements AutoCloseable {
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(5);

  private final Telemetry telemetry;
  private final RuntimeTelemetry runtime;
  private final Handler handler;
  private final AtomicInteger inFlight = new AtomicInteger();

  Deployment(Telemetry telemetry, Handler handler) {
    this.telemetry = telemetry;
    this.handler = handler;
    this.runtime = RuntimeTelemetry.create(telemetry.sdk());
  }

  void enter() {
    inFlight.incrementAndGet();
  }

  void leave() {
    inFlight.decrementAndGet();
  }

  Response handle(Request request) {
    return handler.handle(request);
  }

  /** Waits for requests in flight, five seconds at most, and flushes. */
  @Override
  public void close() {
    long end = System.nanoTime() + DRAIN_TIMEOUT.toNanos();
    while (inFlight.get() > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
    }
    runtime.close();
    telemetry.close();
  }
}
