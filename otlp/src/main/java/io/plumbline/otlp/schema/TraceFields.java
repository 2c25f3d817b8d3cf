package io.plumbline.otlp.schema;

/** Field numbers of {@code opentelemetry/proto/trace/v1/trace.proto}. */
public final class TraceFields {
  private TraceFields() {}

  public static final class ResourceSpans {
    public static final int RESOURCE = 1;
    public static final int SCOPE_SPANS = 2;
    public static final int SCHEMA_URL = 3;

    private ResourceSpans() {}
  }

  public static final class ScopeSpans {
    public static final int SCOPE = 1;
    public static final int SPANS = 2;
    public static final int SCHEMA_URL = 3;

    private ScopeSpans() {}
  }

  public static final class Span {
    public static final int TRACE_ID = 1;
    public static final int SPAN_ID = 2;
    public static final int TRACE_STATE = 3;
    public static final int PARENT_SPAN_ID = 4;
    public static final int NAME = 5;
    public static final int KIND = 6;
    public static final int START_TIME_UNIX_NANO = 7;
    public static final int END_TIME_UNIX_NANO = 8;
    public static final int ATTRIBUTES = 9;
    public static final int DROPPED_ATTRIBUTES_COUNT = 10;
    public static final int EVENTS = 11;
    public static final int DROPPED_EVENTS_COUNT = 12;
    public static final int LINKS = 13;
    public static final int DROPPED_LINKS_COUNT = 14;
    public static final int STATUS = 15;
    public static final int FLAGS = 16;

    private Span() {}
  }

  public static final class Event {
    public static final int TIME_UNIX_NANO = 1;
    public static final int NAME = 2;
    public static final int ATTRIBUTES = 3;
    public static final int DROPPED_ATTRIBUTES_COUNT = 4;

    private Event() {}
  }

  public static final class Link {
    public static final int TRACE_ID = 1;
    public static final int SPAN_ID = 2;
    public static final int TRACE_STATE = 3;
    public static final int ATTRIBUTES = 4;
    public static final int DROPPED_ATTRIBUTES_COUNT = 5;
    public static final int FLAGS = 6;

    private Link() {}
  }

  public static final class Status {
    public static final int MESSAGE = 2;
    public static final int CODE = 3;

    private Status() {}
  }
}
