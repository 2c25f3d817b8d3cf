package io.plumbline.gateway.exporter.elasticsearch.document;

import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Where documents go and what they are called.
 *
 * @param tracesIndex of spans; "" when they are routed to data streams, as for the others
 * @param logsIndex of log records and of the events of spans
 * @param indexDate what is put behind a configured index, in UTC; null for nothing
 * @param logsDynamicId whether the attribute {@code elasticsearch.document_id} is a log's id
 * @param logsDynamicPipeline whether {@code elasticsearch.document_pipeline} is its pipeline
 * @param pipeline for all documents; "" for none
 */
public record DocumentSettings(
    String tracesIndex,
    String metricsIndex,
    String logsIndex,
    @Nullable DateTimeFormatter indexDate,
    boolean logsDynamicId,
    boolean logsDynamicPipeline,
    String pipeline) {

  /** Everything is routed to data streams. */
  public static final DocumentSettings DEFAULT =
      new DocumentSettings("", "", "", null, false, false, "");

  Routes traceRoutes() {
    return new Routes("traces", fixed(tracesIndex));
  }

  Routes metricRoutes() {
    return new Routes("metrics", fixed(metricsIndex));
  }

  Routes logRoutes() {
    return new Routes("logs", fixed(logsIndex));
  }

  private @Nullable DatedIndex fixed(String index) {
    return index.isEmpty() ? null : new DatedIndex(index, indexDate);
  }
}
