package io.plumbline.gateway.exporter.elasticsearch.document;

import io.plumbline.otlp.Batch;
import io.plumbline.otlp.BatchCursor;
import io.plumbline.otlp.Signal;

/**
 * Writes the documents of batches of one signal, handing them on whenever there are enough for a
 * request. When its arrays have grown to what batches need, it allocates nothing for an item. Not
 * thread-safe; reused for one batch after the other.
 */
public final class DocumentWriter {
  /** Room for the document that makes the body full. */
  private static final int SPARE_BYTES = 64 * 1024;

  private final BatchCursor cursor = new BatchCursor();
  private final BulkBody body;
  private final ScopeContext context;
  private final Dropped dropped = new Dropped();
  private final SpanDocuments spans;
  private final LogDocuments logs;
  private final MetricDocuments metrics;
  private int bodyBytesMax;

  /**
   * @param bodyBytes of lines that are expected in a body
   */
  public DocumentWriter(Signal signal, DocumentSettings settings, int bodyBytes) {
    body = new BulkBody(bodyBytes + SPARE_BYTES);
    context = new ScopeContext(signal == Signal.METRICS);
    spans = new SpanDocuments(body, context, settings);
    logs = new LogDocuments(body, context, settings);
    metrics = new MetricDocuments(body, context, settings, dropped);
  }

  /** What of the batch written last can't be in documents. */
  public Dropped dropped() {
    return dropped;
  }

  /**
   * Writes and delivers all documents of a batch.
   *
   * @param newBodyBytesMax bytes of lines from which on a body is delivered
   */
  public void write(Batch batch, DocumentSink sink, int newBodyBytesMax)
      throws UndeliveredException, InterruptedException {
    bodyBytesMax = newBodyBytesMax;
    dropped.clear();
    body.begin(batch.bytes());
    cursor.wrap(batch);
    while (cursor.nextResource()) {
      context.resource(cursor);
      while (cursor.nextScope()) {
        writeScope(batch.signal(), sink);
      }
    }
    if (body.count() > 0) {
      sink.deliver(body);
    }
  }

  private void writeScope(Signal signal, DocumentSink sink)
      throws UndeliveredException, InterruptedException {
    context.scope(cursor);
    if (context.asksForOtherMode()) {
      dropScope(signal);
      return;
    }
    body.context(
        cursor.resourceGroupOffset(),
        cursor.resourceGroupOffset() + cursor.resourceGroupLength(),
        cursor.scopeGroupOffset(),
        cursor.scopeGroupOffset() + cursor.scopeGroupLength());
    switch (signal) {
      case TRACES -> {
        while (cursor.nextRecord()) {
          spans.write(cursor.span());
          deliverWhenFull(sink);
        }
      }
      case LOGS -> {
        while (cursor.nextRecord()) {
          logs.write(cursor.logRecord());
          deliverWhenFull(sink);
        }
      }
      case METRICS -> {
        metrics.clear(cursor.buffer());
        while (cursor.nextRecord()) {
          metrics.collect(cursor.metric());
        }
        for (int group = 0; group < metrics.groupCount(); group++) {
          metrics.write(group);
          deliverWhenFull(sink);
        }
      }
    }
  }

  private void dropScope(Signal signal) {
    while (cursor.nextRecord()) {
      int items = signal == Signal.METRICS ? cursor.metric().pointCount() : 1;
      dropped.add(Dropped.Reason.MAPPING_MODE, items);
    }
  }

  private void deliverWhenFull(DocumentSink sink)
      throws UndeliveredException, InterruptedException {
    if (body.sizeBytes() >= bodyBytesMax) {
      sink.deliver(body);
      body.clear();
    }
  }
}
