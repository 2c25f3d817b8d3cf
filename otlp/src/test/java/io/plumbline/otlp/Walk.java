package io.plumbline.otlp;

import io.plumbline.otlp.wire.Slice;

/** Reads every field that cursors show, adding up what it reads: for measuring. */
final class Walk {
  private final BatchCursor cursor = new BatchCursor();

  long sum(Batch batch) {
    long sum = 0;
    cursor.wrap(batch);
    while (cursor.nextResource()) {
      sum += attributes(cursor.resource().attributes());
      while (cursor.nextScope()) {
        sum += cursor.scope().name().length();
        while (cursor.nextRecord()) {
          sum +=
              switch (cursor.signal()) {
                case TRACES -> span(cursor.span());
                case LOGS -> logRecord(cursor.logRecord());
                case METRICS -> metric(cursor.metric());
              };
        }
      }
    }
    return sum;
  }

  private static long span(SpanCursor span) {
    long sum =
        span.startTimeUnixNano() + span.endTimeUnixNano() + span.kind() + span.status().code();
    sum += length(span.traceId()) + length(span.spanId()) + length(span.parentSpanId());
    sum += length(span.name()) + attributes(span.attributes());
    SpanEventCursor event = span.events();
    while (event.next()) {
      sum += event.timeUnixNano() + length(event.name()) + attributes(event.attributes());
    }
    SpanLinkCursor link = span.links();
    while (link.next()) {
      sum += length(link.traceId()) + attributes(link.attributes());
    }
    return sum;
  }

  private static long logRecord(LogRecordCursor log) {
    return log.timeUnixNano()
        + log.severityNumber()
        + length(log.severityText())
        + value(log.body())
        + attributes(log.attributes());
  }

  private static long metric(MetricCursor metric) {
    long sum = length(metric.name()) + length(metric.unit());
    while (metric.nextPoint()) {
      sum += attributes(metric.pointAttributes());
      sum +=
          switch (metric.kind()) {
            case NONE -> 0;
            case GAUGE, SUM -> metric.numberPoint().timeUnixNano();
            case HISTOGRAM -> numbers(metric.histogramPoint().bucketCounts());
            case EXPONENTIAL_HISTOGRAM ->
                numbers(metric.exponentialHistogramPoint().positive().bucketCounts());
            case SUMMARY -> metric.summaryPoint().quantileValues().count();
          };
    }
    return sum;
  }

  private static long numbers(NumbersCursor numbers) {
    long sum = 0;
    while (numbers.next()) {
      sum += numbers.longValue();
    }
    return sum;
  }

  private static long attributes(AttributesCursor attributes) {
    long sum = 0;
    while (attributes.next()) {
      sum += length(attributes.key()) + value(attributes.value());
    }
    return sum;
  }

  private static long value(AnyValueCursor value) {
    return switch (value.kind()) {
      case EMPTY -> 0;
      case STRING -> length(value.stringValue());
      case BYTES -> length(value.bytesValue());
      case BOOL -> value.boolValue() ? 1 : 0;
      case INT -> value.intValue();
      case DOUBLE -> (long) value.doubleValue();
      case KVLIST -> attributes(value.kvlistValue());
      case ARRAY -> {
        long sum = 0;
        ArrayValueCursor elements = value.arrayValue();
        while (elements.next()) {
          sum += value(elements.value());
        }
        yield sum;
      }
    };
  }

  /** Looks at the bytes too, so that what is not needed is not left out. */
  private static long length(Slice slice) {
    return slice.isEmpty() ? 0 : slice.length() + slice.byteAt(slice.length() - 1);
  }
}
