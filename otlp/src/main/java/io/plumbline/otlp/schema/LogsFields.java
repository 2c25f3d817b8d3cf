package io.plumbline.otlp.schema;

/** Field numbers of {@code opentelemetry/proto/logs/v1/logs.proto}. */
public final class LogsFields {
  private LogsFields() {}

  public static final class ResourceLogs {
    public static final int RESOURCE = 1;
    public static final int SCOPE_LOGS = 2;
    public static final int SCHEMA_URL = 3;

    private ResourceLogs() {}
  }

  public static final class ScopeLogs {
    public static final int SCOPE = 1;
    public static final int LOG_RECORDS = 2;
    public static final int SCHEMA_URL = 3;

    private ScopeLogs() {}
  }

  public static final class LogRecord {
    public static final int TIME_UNIX_NANO = 1;
    public static final int SEVERITY_NUMBER = 2;
    public static final int SEVERITY_TEXT = 3;
    public static final int BODY = 5;
    public static final int ATTRIBUTES = 6;
    public static final int DROPPED_ATTRIBUTES_COUNT = 7;
    public static final int FLAGS = 8;
    public static final int TRACE_ID = 9;
    public static final int SPAN_ID = 10;
    public static final int OBSERVED_TIME_UNIX_NANO = 11;
    public static final int EVENT_NAME = 12;

    private LogRecord() {}
  }
}
