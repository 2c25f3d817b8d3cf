package io.plumbline.samples.history;

import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.random.RandomGenerator;

/** Trace and span ids that a seed repeats. */
record SeededIds(RandomGenerator random) implements IdGenerator {
  @Override
  public String generateSpanId() {
    return SpanId.fromLong(nonZero());
  }

  @Override
  public String generateTraceId() {
    return TraceId.fromLongs(random.nextLong(), nonZero());
  }

  private long nonZero() {
    long id = random.nextLong();
    return id == 0 ? 1 : id;
  }
}
