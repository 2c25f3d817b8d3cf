package io.plumbline.samples.shop;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.plumbline.samples.telemetry.Telemetry;
import io.plumbline.samples.work.Latency;
import io.plumbline.samples.work.Work;

/** Work inside a service: each step is an internal span that takes its time. */
record Steps(Telemetry telemetry, Work work) {
  void run(String name, Latency latency) {
    run(name, latency, 0);
  }

  void run(String name, Latency latency, long extraNanos) {
    Span span = telemetry.tracer().spanBuilder(name).startSpan();
    try (Scope _ = span.makeCurrent()) {
      work.spend(latency, extraNanos);
    } finally {
      span.end();
    }
  }
}
