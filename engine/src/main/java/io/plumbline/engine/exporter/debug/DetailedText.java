package io.plumbline.engine.exporter.debug;

import io.plumbline.otlp.AttributesCursor;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.BatchCursor;
import io.plumbline.otlp.LogRecordCursor;
import io.plumbline.otlp.SpanCursor;
import io.plumbline.otlp.SpanEventCursor;
import io.plumbline.otlp.SpanLinkCursor;

/** Everything in a batch, over many lines, in the Collector's layout. */
final class DetailedText {
  private static final String[] SPAN_KINDS = {
    "Unspecified", "Internal", "Server", "Client", "Producer", "Consumer"
  };
  private static final String[] STATUS_CODES = {"Unset", "Ok", "Error"};

  private final StringBuilder out = new StringBuilder();

  private DetailedText() {}

  static String of(Batch batch) {
    DetailedText text = new DetailedText();
    text.write(new BatchCursor().wrap(batch));
    return text.out.toString();
  }

  private void write(BatchCursor cursor) {
    String what =
        switch (cursor.signal()) {
          case TRACES -> "Spans";
          case METRICS -> "Metrics";
          case LOGS -> "Logs";
        };
    for (int resource = 0; cursor.nextResource(); resource++) {
      String title = what.equals("Logs") ? "ResourceLog" : "Resource" + what;
      line(title + " #" + resource);
      line("Resource SchemaURL: " + cursor.resourceSchemaUrl());
      attributes("Resource attributes:", "     ", cursor.resource().attributes());
      for (int scope = 0; cursor.nextScope(); scope++) {
        line("Scope" + what + " #" + scope);
        line("Scope" + what + " SchemaURL: " + cursor.scopeSchemaUrl());
        line("InstrumentationScope " + cursor.scope().name() + " " + cursor.scope().version());
        attributes("InstrumentationScope attributes:", "     ", cursor.scope().attributes());
        for (int record = 0; cursor.nextRecord(); record++) {
          switch (cursor.signal()) {
            case TRACES -> span(record, cursor.span());
            case METRICS -> new DetailedMetric(out).write(record, cursor.metric());
            case LOGS -> logRecord(record, cursor.logRecord());
          }
        }
      }
    }
  }

  private void span(int index, SpanCursor span) {
    line("Span #" + index);
    field("Trace ID", ValueText.hex(span.traceId()));
    field("Parent ID", ValueText.hex(span.parentSpanId()));
    field("ID", ValueText.hex(span.spanId()));
    field("Name", span.name().toString());
    field("Kind", name(SPAN_KINDS, span.kind()));
    if (!span.traceState().isEmpty()) {
      field("TraceState", span.traceState().toString());
    }
    field("Start time", ValueText.time(span.startTimeUnixNano()));
    field("End time", ValueText.time(span.endTimeUnixNano()));
    field("Status code", name(STATUS_CODES, span.status().code()));
    field("Status message", span.status().message().toString());
    dropped(span.droppedAttributesCount(), "attributes");
    dropped(span.droppedEventsCount(), "events");
    dropped(span.droppedLinksCount(), "links");
    attributes("Attributes:", "     ", span.attributes());
    events(span.events());
    links(span.links());
  }

  private void dropped(int count, String what) {
    if (count != 0) {
      field("Dropped " + what + " count", Integer.toUnsignedString(count));
    }
  }

  private void events(SpanEventCursor events) {
    if (events.count() > 0) {
      line("Events:");
    }
    for (int index = 0; events.next(); index++) {
      line("SpanEvent #" + index);
      line("     -> Name: " + events.name());
      line("     -> Timestamp: " + ValueText.time(events.timeUnixNano()));
      line(
          "     -> DroppedAttributesCount: "
              + Integer.toUnsignedString(events.droppedAttributesCount()));
      attributes("     -> Attributes::", "          ", events.attributes());
    }
  }

  private void links(SpanLinkCursor links) {
    if (links.count() > 0) {
      line("Links:");
    }
    for (int index = 0; links.next(); index++) {
      line("SpanLink #" + index);
      line("     -> Trace ID: " + ValueText.hex(links.traceId()));
      line("     -> ID: " + ValueText.hex(links.spanId()));
      line("     -> TraceState: " + links.traceState());
      line(
          "     -> DroppedAttributesCount: "
              + Integer.toUnsignedString(links.droppedAttributesCount()));
      attributes("     -> Attributes::", "          ", links.attributes());
    }
  }

  private void logRecord(int index, LogRecordCursor record) {
    line("LogRecord #" + index);
    line("ObservedTimestamp: " + ValueText.time(record.observedTimeUnixNano()));
    line("Timestamp: " + ValueText.time(record.timeUnixNano()));
    line("SeverityText: " + record.severityText());
    line("SeverityNumber: " + severity(record.severityNumber()));
    if (!record.eventName().isEmpty()) {
      line("EventName: " + record.eventName());
    }
    line("Body: " + ValueText.typed(record.body()));
    attributes("Attributes:", "     ", record.attributes());
    line("Trace ID: " + ValueText.hex(record.traceId()));
    line("Span ID: " + ValueText.hex(record.spanId()));
    line("Flags: " + Integer.toUnsignedString(record.flags()));
  }

  /** {@code Info(9)}, {@code Info2(10)}: four numbers for each of six names. */
  private static String severity(int number) {
    String[] names = {"Trace", "Debug", "Info", "Warn", "Error", "Fatal"};
    if (number < 1 || number > 24) {
      return "Unspecified(" + number + ")";
    }
    int step = (number - 1) % 4;
    return names[(number - 1) / 4] + (step == 0 ? "" : step + 1) + "(" + number + ")";
  }

  private static String name(String[] names, int number) {
    return number >= 0 && number < names.length ? names[number] : Integer.toString(number);
  }

  private void attributes(String title, String indent, AttributesCursor attributes) {
    if (attributes.count() == 0) {
      return;
    }
    line(title);
    while (attributes.next()) {
      line(indent + "-> " + attributes.key() + ": " + ValueText.typed(attributes.value()));
    }
  }

  /** A name of 14 columns, so that values stand below each other. */
  private void field(String name, String value) {
    line("    %-15s: %s".formatted(name, value));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
