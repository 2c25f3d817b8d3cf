package io.plumbline.gateway.exporter.elasticsearch.bulk;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.engine.component.Settings;
import io.plumbline.otlp.Signal;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is counted of documents and of the items in them. The Collector's metrics of this exporter,
 * {@code otelcol_elasticsearch_…}, count requests and documents; two of our own, {@code
 * …_items_received} and {@code …_items_processed}, count spans, data points and log records.
 *
 * <p>The ledger, of documents and of items: received = processed by all outcomes + returned to the
 * sender + held. Thread-safe.
 */
public final class DeliveryMeters {
  private static final String PREFIX = "otelcol_elasticsearch_";

  /** What became of a document, for good. */
  public enum Outcome {
    /** Stored now. */
    SUCCESS("success"),
    /** Stored now in the failure store of its data stream. */
    FAILURE_STORE("failure_store"),
    /** Its id, made of its content, was there: it was stored before. */
    ALREADY_STORED("already_stored"),
    /** A time series index has a document of the same series and time. */
    SERIES_CONFLICT("series_conflict"),
    /** Refused for good and written to the dead letter file. */
    DEAD_LETTER("dead_letter"),
    /** Not representable; an item that no document was made of. */
    DROPPED("dropped"),
    /** Not delivered, and whoever sent it was told to send it again. */
    RETURNED("returned");

    private final String tag;

    Outcome(String tag) {
      this.tag = tag;
    }
  }

  private final MeterRegistry registry;
  private final String exporter;
  private final String signal;
  private final Counter docsReceived;
  private final Counter docsRetried;
  private final Counter itemsReceived;
  private final Counter flushedBytes;
  private final Counter flushedUncompressedBytes;
  private final DistributionSummary latency;
  private final ConcurrentHashMap<String, Counter> processed = new ConcurrentHashMap<>();

  public DeliveryMeters(Settings settings, Signal signal) {
    registry = settings.meters();
    exporter = settings.id().toString();
    this.signal = signal.id();
    docsReceived = counter("docs_received");
    docsRetried = counter("docs_retried");
    itemsReceived = counter("items_received");
    flushedBytes = counter("flushed_bytes");
    flushedUncompressedBytes = counter("flushed_uncompressed_bytes");
    latency =
        DistributionSummary.builder(PREFIX + "bulk_requests_latency")
            .baseUnit("s")
            .tag("exporter", exporter)
            .tag("data_type", this.signal)
            .serviceLevelObjectives(.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60)
            .register(registry);
  }

  /** Items that came in for delivery. */
  public void itemsReceived(int items) {
    itemsReceived.increment(items);
  }

  /** Items that no document was made of. */
  public void dropped(int items, String reason) {
    if (items > 0) {
      items(Outcome.DROPPED, reason, items);
    }
  }

  /** Items whose sender keeps them for another try. */
  public void returned(int items, String reason) {
    if (items > 0) {
      items(Outcome.RETURNED, reason, items);
    }
  }

  void documentsReceived(int documents) {
    docsReceived.increment(documents);
  }

  void documentsRetried(int documents) {
    docsRetried.increment(documents);
  }

  void documentsReturned(int documents) {
    documents(Outcome.RETURNED, 0, "", documents);
  }

  /** A document is done with. */
  void processed(Outcome outcome, int status, String errorType, int items) {
    documents(outcome, status, errorType, 1);
    if (items > 0) {
      items(outcome, errorType, items);
    }
  }

  void flushed(int bytes, int uncompressedBytes) {
    flushedBytes.increment(bytes);
    flushedUncompressedBytes.increment(uncompressedBytes);
  }

  void request(Answer answer, long nanos) {
    latency.record(nanos / 1e9);
    int status =
        switch (answer) {
          case Answer.Documents _ -> 200;
          case Answer.TooLarge _ -> 413;
          case Answer.Invalid invalid -> invalid.status();
          case Answer.Denied denied -> denied.status();
          case Answer.Again again -> again.status();
        };
    processed
        .computeIfAbsent(
            "requests/" + status,
            _ ->
                Counter.builder(PREFIX + "bulk_requests_count")
                    .tag("exporter", exporter)
                    .tag("data_type", signal)
                    .tag("outcome", outcome(status))
                    .tag("http_response_status_code", Integer.toString(status))
                    .register(registry))
        .increment();
  }

  /** As the Collector names the outcomes of requests. */
  private static String outcome(int status) {
    if (status == 0) {
      return "timeout";
    }
    if (status == 429) {
      return "too_many";
    }
    return status < 300 ? "success" : status < 500 ? "failed_client" : "failed_server";
  }

  private Counter counter(String name) {
    return Counter.builder(PREFIX + name)
        .tag("exporter", exporter)
        .tag("data_type", signal)
        .register(registry);
  }

  private void documents(Outcome outcome, int status, String errorType, int documents) {
    processed
        .computeIfAbsent(
            "documents/" + outcome.tag + "/" + status + "/" + errorType,
            _ ->
                Counter.builder(PREFIX + "docs_processed")
                    .tag("exporter", exporter)
                    .tag("data_type", signal)
                    .tag("outcome", outcome.tag)
                    .tag("http_response_status_code", Integer.toString(status))
                    .tag("error_type", errorType)
                    .register(registry))
        .increment(documents);
  }

  private void items(Outcome outcome, String reason, int items) {
    processed
        .computeIfAbsent(
            "items/" + outcome.tag + "/" + reason,
            _ ->
                Counter.builder(PREFIX + "items_processed")
                    .tag("exporter", exporter)
                    .tag("data_type", signal)
                    .tag("outcome", outcome.tag)
                    .tag("reason", reason)
                    .register(registry))
        .increment(items);
  }
}
