package io.plumbline.gateway.exporter.elasticsearch.document;

import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;
import io.plumbline.otlp.wire.WireWriter;

/**
 * An export request of some items of another one, under their resource and scope.
 *
 * <p>The messages around an item have the same numbers in all three signals: {@code resource_x = 1}
 * in the request, {@code scope_x = 2} in that, {@code spans = 2}, {@code metrics = 2} or {@code
 * log_records = 2} in that; and {@code data_points = 1} in all five kinds of metric. All other
 * fields are copied.
 */
final class OriginalRequest {
  private static final int RESOURCE_X = 1;
  private static final int SCOPE_X = 2;
  private static final int ITEMS = 2;
  private static final int DATA_POINTS = 1;

  /** {@code Metric.gauge = 5} and the other kinds up to {@code summary = 11}. */
  private static final int METRIC_DATA_FIRST = 5;

  private static final int METRIC_DATA_LAST = 11;

  private final byte[] request;
  private final WireWriter out = new WireWriter();
  private final int resourceMark;
  private final int scopeMark;

  OriginalRequest(byte[] request, int resource, int resourceEnd, int scope, int scopeEnd) {
    this.request = request;
    resourceMark = out.beginMessage(RESOURCE_X);
    copyOthers(resource, resourceEnd, SCOPE_X, SCOPE_X);
    scopeMark = out.beginMessage(SCOPE_X);
    copyOthers(scope, scopeEnd, ITEMS, ITEMS);
  }

  /** Adds an item; a data point with the metric around it, else {@code metric} is negative. */
  void add(int item, int itemEnd, int metric, int metricEnd) {
    if (metric < 0) {
      out.bytesField(ITEMS, request, item, itemEnd - item);
      return;
    }
    int metricMark = out.beginMessage(ITEMS);
    copyOthers(metric, metricEnd, METRIC_DATA_FIRST, METRIC_DATA_LAST);
    WireReader reader = new WireReader().wrap(request, metric, metricEnd - metric);
    while (reader.hasRemaining()) {
      int tag = reader.readTag();
      int number = WireType.fieldNumber(tag);
      if (number < METRIC_DATA_FIRST || number > METRIC_DATA_LAST) {
        reader.skip(tag);
        continue;
      }
      int length = reader.readLength();
      int data = reader.position();
      int dataMark = out.beginMessage(number);
      copyOthers(data, data + length, DATA_POINTS, DATA_POINTS);
      if (item >= data && itemEnd <= data + length) {
        out.bytesField(DATA_POINTS, request, item, itemEnd - item);
      }
      out.endMessage(dataMark);
      reader.position(data + length);
    }
    out.endMessage(metricMark);
  }

  /** The request; nothing is added after this. */
  byte[] bytes() {
    out.endMessage(scopeMark);
    out.endMessage(resourceMark);
    return out.toByteArray();
  }

  /** Copies the fields of a message but those with numbers from {@code first} to {@code last}. */
  private void copyOthers(int start, int end, int first, int last) {
    WireReader reader = new WireReader().wrap(request, start, end - start);
    while (reader.hasRemaining()) {
      int field = reader.position();
      int tag = reader.readTag();
      reader.skip(tag);
      int number = WireType.fieldNumber(tag);
      if (number < first || number > last) {
        out.writeRaw(request, field, reader.position() - field);
      }
    }
  }
}
