package io.plumbline.otlp.schema;

/** The type of every message that an OTLP export request can hold. */
public final class Messages {
  public static final MessageType ANY_VALUE = MessageType.named("AnyValue");
  public static final MessageType ARRAY_VALUE = MessageType.named("ArrayValue");
  public static final MessageType KEY_VALUE_LIST = MessageType.named("KeyValueList");
  public static final MessageType KEY_VALUE = MessageType.named("KeyValue");
  public static final MessageType INSTRUMENTATION_SCOPE = MessageType.named("InstrumentationScope");
  public static final MessageType ENTITY_REF = MessageType.named("EntityRef");
  public static final MessageType RESOURCE = MessageType.named("Resource");
  public static final MessageType RESOURCE_SPANS = MessageType.named("ResourceSpans");
  public static final MessageType SCOPE_SPANS = MessageType.named("ScopeSpans");
  public static final MessageType SPAN = MessageType.item("Span");
  public static final MessageType EVENT = MessageType.named("Event");
  public static final MessageType LINK = MessageType.named("Link");
  public static final MessageType STATUS = MessageType.named("Status");
  public static final MessageType RESOURCE_METRICS = MessageType.named("ResourceMetrics");
  public static final MessageType SCOPE_METRICS = MessageType.named("ScopeMetrics");
  public static final MessageType METRIC = MessageType.named("Metric");
  public static final MessageType GAUGE = MessageType.named("Gauge");
  public static final MessageType SUM = MessageType.named("Sum");
  public static final MessageType HISTOGRAM = MessageType.named("Histogram");
  public static final MessageType EXPONENTIAL_HISTOGRAM = MessageType.named("ExponentialHistogram");
  public static final MessageType SUMMARY = MessageType.named("Summary");
  public static final MessageType NUMBER_DATA_POINT = MessageType.item("NumberDataPoint");
  public static final MessageType HISTOGRAM_DATA_POINT = MessageType.item("HistogramDataPoint");
  public static final MessageType EXPONENTIAL_HISTOGRAM_DATA_POINT =
      MessageType.item("ExponentialHistogramDataPoint");
  public static final MessageType BUCKETS = MessageType.named("Buckets");
  public static final MessageType SUMMARY_DATA_POINT = MessageType.item("SummaryDataPoint");
  public static final MessageType VALUE_AT_QUANTILE = MessageType.named("ValueAtQuantile");
  public static final MessageType EXEMPLAR = MessageType.named("Exemplar");
  public static final MessageType RESOURCE_LOGS = MessageType.named("ResourceLogs");
  public static final MessageType SCOPE_LOGS = MessageType.named("ScopeLogs");
  public static final MessageType LOG_RECORD = MessageType.item("LogRecord");
  public static final MessageType EXPORT_TRACE_SERVICE_REQUEST =
      MessageType.named("ExportTraceServiceRequest");
  public static final MessageType EXPORT_METRICS_SERVICE_REQUEST =
      MessageType.named("ExportMetricsServiceRequest");
  public static final MessageType EXPORT_LOGS_SERVICE_REQUEST =
      MessageType.named("ExportLogsServiceRequest");

  static {
    defineCommon();
    defineResource();
    defineTrace();
    defineMetrics();
    definePoints();
    defineLogs();
    defineCollector();
  }

  private Messages() {}

  private static void defineCommon() {
    ANY_VALUE.define(
        Field.one(CommonFields.AnyValue.STRING_VALUE, "string_value", FieldKind.STRING).in("value"),
        Field.one(CommonFields.AnyValue.BOOL_VALUE, "bool_value", FieldKind.BOOL).in("value"),
        Field.one(CommonFields.AnyValue.INT_VALUE, "int_value", FieldKind.INT64).in("value"),
        Field.one(CommonFields.AnyValue.DOUBLE_VALUE, "double_value", FieldKind.DOUBLE).in("value"),
        Field.one(CommonFields.AnyValue.ARRAY_VALUE, "array_value", ARRAY_VALUE).in("value"),
        Field.one(CommonFields.AnyValue.KVLIST_VALUE, "kvlist_value", KEY_VALUE_LIST).in("value"),
        Field.one(CommonFields.AnyValue.BYTES_VALUE, "bytes_value", FieldKind.BYTES).in("value"),
        Field.one(
                CommonFields.AnyValue.STRING_VALUE_STRINDEX,
                "string_value_strindex",
                FieldKind.INT32)
            .in("value"));
    ARRAY_VALUE.define(Field.many(CommonFields.ArrayValue.VALUES, "values", ANY_VALUE));
    KEY_VALUE_LIST.define(Field.many(CommonFields.KeyValueList.VALUES, "values", KEY_VALUE));
    KEY_VALUE.define(
        Field.one(CommonFields.KeyValue.KEY, "key", FieldKind.STRING),
        Field.one(CommonFields.KeyValue.VALUE, "value", ANY_VALUE),
        Field.one(CommonFields.KeyValue.KEY_STRINDEX, "key_strindex", FieldKind.INT32));
    INSTRUMENTATION_SCOPE.define(
        Field.one(CommonFields.InstrumentationScope.NAME, "name", FieldKind.STRING),
        Field.one(CommonFields.InstrumentationScope.VERSION, "version", FieldKind.STRING),
        Field.many(CommonFields.InstrumentationScope.ATTRIBUTES, "attributes", KEY_VALUE),
        Field.one(
            CommonFields.InstrumentationScope.DROPPED_ATTRIBUTES_COUNT,
            "dropped_attributes_count",
            FieldKind.UINT32));
    ENTITY_REF.define(
        Field.one(CommonFields.EntityRef.SCHEMA_URL, "schema_url", FieldKind.STRING),
        Field.one(CommonFields.EntityRef.TYPE, "type", FieldKind.STRING),
        Field.many(CommonFields.EntityRef.ID_KEYS, "id_keys", FieldKind.STRING),
        Field.many(CommonFields.EntityRef.DESCRIPTION_KEYS, "description_keys", FieldKind.STRING));
  }

  private static void defineResource() {
    RESOURCE.define(
        Field.many(ResourceFields.Resource.ATTRIBUTES, "attributes", KEY_VALUE),
        Field.one(
            ResourceFields.Resource.DROPPED_ATTRIBUTES_COUNT,
            "dropped_attributes_count",
            FieldKind.UINT32),
        Field.many(ResourceFields.Resource.ENTITY_REFS, "entity_refs", ENTITY_REF));
  }

  private static void defineTrace() {
    RESOURCE_SPANS.define(
        Field.one(TraceFields.ResourceSpans.RESOURCE, "resource", RESOURCE),
        Field.many(TraceFields.ResourceSpans.SCOPE_SPANS, "scope_spans", SCOPE_SPANS),
        Field.one(TraceFields.ResourceSpans.SCHEMA_URL, "schema_url", FieldKind.STRING));
    SCOPE_SPANS.define(
        Field.one(TraceFields.ScopeSpans.SCOPE, "scope", INSTRUMENTATION_SCOPE),
        Field.many(TraceFields.ScopeSpans.SPANS, "spans", SPAN),
        Field.one(TraceFields.ScopeSpans.SCHEMA_URL, "schema_url", FieldKind.STRING));
    SPAN.define(
        Field.one(TraceFields.Span.TRACE_ID, "trace_id", FieldKind.TRACE_ID),
        Field.one(TraceFields.Span.SPAN_ID, "span_id", FieldKind.SPAN_ID),
        Field.one(TraceFields.Span.TRACE_STATE, "trace_state", FieldKind.STRING),
        Field.one(TraceFields.Span.PARENT_SPAN_ID, "parent_span_id", FieldKind.SPAN_ID),
        Field.one(TraceFields.Span.NAME, "name", FieldKind.STRING),
        Field.one(TraceFields.Span.KIND, "kind", FieldKind.ENUM),
        Field.one(TraceFields.Span.START_TIME_UNIX_NANO, "start_time_unix_nano", FieldKind.FIXED64),
        Field.one(TraceFields.Span.END_TIME_UNIX_NANO, "end_time_unix_nano", FieldKind.FIXED64),
        Field.many(TraceFields.Span.ATTRIBUTES, "attributes", KEY_VALUE),
        Field.one(
            TraceFields.Span.DROPPED_ATTRIBUTES_COUNT,
            "dropped_attributes_count",
            FieldKind.UINT32),
        Field.many(TraceFields.Span.EVENTS, "events", EVENT),
        Field.one(TraceFields.Span.DROPPED_EVENTS_COUNT, "dropped_events_count", FieldKind.UINT32),
        Field.many(TraceFields.Span.LINKS, "links", LINK),
        Field.one(TraceFields.Span.DROPPED_LINKS_COUNT, "dropped_links_count", FieldKind.UINT32),
        Field.one(TraceFields.Span.STATUS, "status", STATUS),
        Field.one(TraceFields.Span.FLAGS, "flags", FieldKind.FIXED32));
    EVENT.define(
        Field.one(TraceFields.Event.TIME_UNIX_NANO, "time_unix_nano", FieldKind.FIXED64),
        Field.one(TraceFields.Event.NAME, "name", FieldKind.STRING),
        Field.many(TraceFields.Event.ATTRIBUTES, "attributes", KEY_VALUE),
        Field.one(
            TraceFields.Event.DROPPED_ATTRIBUTES_COUNT,
            "dropped_attributes_count",
            FieldKind.UINT32));
    LINK.define(
        Field.one(TraceFields.Link.TRACE_ID, "trace_id", FieldKind.TRACE_ID),
        Field.one(TraceFields.Link.SPAN_ID, "span_id", FieldKind.SPAN_ID),
        Field.one(TraceFields.Link.TRACE_STATE, "trace_state", FieldKind.STRING),
        Field.many(TraceFields.Link.ATTRIBUTES, "attributes", KEY_VALUE),
        Field.one(
            TraceFields.Link.DROPPED_ATTRIBUTES_COUNT,
            "dropped_attributes_count",
            FieldKind.UINT32),
        Field.one(TraceFields.Link.FLAGS, "flags", FieldKind.FIXED32));
    STATUS.define(
        Field.one(TraceFields.Status.MESSAGE, "message", FieldKind.STRING),
        Field.one(TraceFields.Status.CODE, "code", FieldKind.ENUM));
  }

  private static void defineMetrics() {
    RESOURCE_METRICS.define(
        Field.one(MetricsFields.ResourceMetrics.RESOURCE, "resource", RESOURCE),
        Field.many(MetricsFields.ResourceMetrics.SCOPE_METRICS, "scope_metrics", SCOPE_METRICS),
        Field.one(MetricsFields.ResourceMetrics.SCHEMA_URL, "schema_url", FieldKind.STRING));
    SCOPE_METRICS.define(
        Field.one(MetricsFields.ScopeMetrics.SCOPE, "scope", INSTRUMENTATION_SCOPE),
        Field.many(MetricsFields.ScopeMetrics.METRICS, "metrics", METRIC),
        Field.one(MetricsFields.ScopeMetrics.SCHEMA_URL, "schema_url", FieldKind.STRING));
    METRIC.define(
        Field.one(MetricsFields.Metric.NAME, "name", FieldKind.STRING),
        Field.one(MetricsFields.Metric.DESCRIPTION, "description", FieldKind.STRING),
        Field.one(MetricsFields.Metric.UNIT, "unit", FieldKind.STRING),
        Field.one(MetricsFields.Metric.GAUGE, "gauge", GAUGE).in("data"),
        Field.one(MetricsFields.Metric.SUM, "sum", SUM).in("data"),
        Field.one(MetricsFields.Metric.HISTOGRAM, "histogram", HISTOGRAM).in("data"),
        Field.one(
                MetricsFields.Metric.EXPONENTIAL_HISTOGRAM,
                "exponential_histogram",
                EXPONENTIAL_HISTOGRAM)
            .in("data"),
        Field.one(MetricsFields.Metric.SUMMARY, "summary", SUMMARY).in("data"),
        Field.many(MetricsFields.Metric.METADATA, "metadata", KEY_VALUE));
    GAUGE.define(Field.many(MetricsFields.Gauge.DATA_POINTS, "data_points", NUMBER_DATA_POINT));
    SUM.define(
        Field.many(MetricsFields.Sum.DATA_POINTS, "data_points", NUMBER_DATA_POINT),
        Field.one(
            MetricsFields.Sum.AGGREGATION_TEMPORALITY, "aggregation_temporality", FieldKind.ENUM),
        Field.one(MetricsFields.Sum.IS_MONOTONIC, "is_monotonic", FieldKind.BOOL));
    HISTOGRAM.define(
        Field.many(MetricsFields.Histogram.DATA_POINTS, "data_points", HISTOGRAM_DATA_POINT),
        Field.one(
            MetricsFields.Histogram.AGGREGATION_TEMPORALITY,
            "aggregation_temporality",
            FieldKind.ENUM));
    EXPONENTIAL_HISTOGRAM.define(
        Field.many(
            MetricsFields.ExponentialHistogram.DATA_POINTS,
            "data_points",
            EXPONENTIAL_HISTOGRAM_DATA_POINT),
        Field.one(
            MetricsFields.ExponentialHistogram.AGGREGATION_TEMPORALITY,
            "aggregation_temporality",
            FieldKind.ENUM));
    SUMMARY.define(
        Field.many(MetricsFields.Summary.DATA_POINTS, "data_points", SUMMARY_DATA_POINT));
  }

  private static void definePoints() {
    NUMBER_DATA_POINT.define(
        Field.one(
            MetricsFields.NumberDataPoint.START_TIME_UNIX_NANO,
            "start_time_unix_nano",
            FieldKind.FIXED64),
        Field.one(
            MetricsFields.NumberDataPoint.TIME_UNIX_NANO, "time_unix_nano", FieldKind.FIXED64),
        Field.one(MetricsFields.NumberDataPoint.AS_DOUBLE, "as_double", FieldKind.DOUBLE)
            .in("value"),
        Field.many(MetricsFields.NumberDataPoint.EXEMPLARS, "exemplars", EXEMPLAR),
        Field.one(MetricsFields.NumberDataPoint.AS_INT, "as_int", FieldKind.SFIXED64).in("value"),
        Field.many(MetricsFields.NumberDataPoint.ATTRIBUTES, "attributes", KEY_VALUE),
        Field.one(MetricsFields.NumberDataPoint.FLAGS, "flags", FieldKind.UINT32));
    HISTOGRAM_DATA_POINT.define(
        Field.one(
            MetricsFields.HistogramDataPoint.START_TIME_UNIX_NANO,
            "start_time_unix_nano",
            FieldKind.FIXED64),
        Field.one(
            MetricsFields.HistogramDataPoint.TIME_UNIX_NANO, "time_unix_nano", FieldKind.FIXED64),
        Field.one(MetricsFields.HistogramDataPoint.COUNT, "count", FieldKind.FIXED64),
        Field.one(MetricsFields.HistogramDataPoint.SUM, "sum", FieldKind.DOUBLE),
        Field.many(
            MetricsFields.HistogramDataPoint.BUCKET_COUNTS, "bucket_counts", FieldKind.FIXED64),
        Field.many(
            MetricsFields.HistogramDataPoint.EXPLICIT_BOUNDS, "explicit_bounds", FieldKind.DOUBLE),
        Field.many(MetricsFields.HistogramDataPoint.EXEMPLARS, "exemplars", EXEMPLAR),
        Field.many(MetricsFields.HistogramDataPoint.ATTRIBUTES, "attributes", KEY_VALUE),
        Field.one(MetricsFields.HistogramDataPoint.FLAGS, "flags", FieldKind.UINT32),
        Field.one(MetricsFields.HistogramDataPoint.MIN, "min", FieldKind.DOUBLE),
        Field.one(MetricsFields.HistogramDataPoint.MAX, "max", FieldKind.DOUBLE));
    EXPONENTIAL_HISTOGRAM_DATA_POINT.define(
        Field.many(MetricsFields.ExponentialHistogramDataPoint.ATTRIBUTES, "attributes", KEY_VALUE),
        Field.one(
            MetricsFields.ExponentialHistogramDataPoint.START_TIME_UNIX_NANO,
            "start_time_unix_nano",
            FieldKind.FIXED64),
        Field.one(
            MetricsFields.ExponentialHistogramDataPoint.TIME_UNIX_NANO,
            "time_unix_nano",
            FieldKind.FIXED64),
        Field.one(MetricsFields.ExponentialHistogramDataPoint.COUNT, "count", FieldKind.FIXED64),
        Field.one(MetricsFields.ExponentialHistogramDataPoint.SUM, "sum", FieldKind.DOUBLE),
        Field.one(MetricsFields.ExponentialHistogramDataPoint.SCALE, "scale", FieldKind.SINT32),
        Field.one(
            MetricsFields.ExponentialHistogramDataPoint.ZERO_COUNT,
            "zero_count",
            FieldKind.FIXED64),
        Field.one(MetricsFields.ExponentialHistogramDataPoint.POSITIVE, "positive", BUCKETS),
        Field.one(MetricsFields.ExponentialHistogramDataPoint.NEGATIVE, "negative", BUCKETS),
        Field.one(MetricsFields.ExponentialHistogramDataPoint.FLAGS, "flags", FieldKind.UINT32),
        Field.many(MetricsFields.ExponentialHistogramDataPoint.EXEMPLARS, "exemplars", EXEMPLAR),
        Field.one(MetricsFields.ExponentialHistogramDataPoint.MIN, "min", FieldKind.DOUBLE),
        Field.one(MetricsFields.ExponentialHistogramDataPoint.MAX, "max", FieldKind.DOUBLE),
        Field.one(
            MetricsFields.ExponentialHistogramDataPoint.ZERO_THRESHOLD,
            "zero_threshold",
            FieldKind.DOUBLE));
    BUCKETS.define(
        Field.one(MetricsFields.Buckets.OFFSET, "offset", FieldKind.SINT32),
        Field.many(MetricsFields.Buckets.BUCKET_COUNTS, "bucket_counts", FieldKind.UINT64));
    SUMMARY_DATA_POINT.define(
        Field.one(
            MetricsFields.SummaryDataPoint.START_TIME_UNIX_NANO,
            "start_time_unix_nano",
            FieldKind.FIXED64),
        Field.one(
            MetricsFields.SummaryDataPoint.TIME_UNIX_NANO, "time_unix_nano", FieldKind.FIXED64),
        Field.one(MetricsFields.SummaryDataPoint.COUNT, "count", FieldKind.FIXED64),
        Field.one(MetricsFields.SummaryDataPoint.SUM, "sum", FieldKind.DOUBLE),
        Field.many(
            MetricsFields.SummaryDataPoint.QUANTILE_VALUES, "quantile_values", VALUE_AT_QUANTILE),
        Field.many(MetricsFields.SummaryDataPoint.ATTRIBUTES, "attributes", KEY_VALUE),
        Field.one(MetricsFields.SummaryDataPoint.FLAGS, "flags", FieldKind.UINT32));
    VALUE_AT_QUANTILE.define(
        Field.one(MetricsFields.ValueAtQuantile.QUANTILE, "quantile", FieldKind.DOUBLE),
        Field.one(MetricsFields.ValueAtQuantile.VALUE, "value", FieldKind.DOUBLE));
    EXEMPLAR.define(
        Field.one(MetricsFields.Exemplar.TIME_UNIX_NANO, "time_unix_nano", FieldKind.FIXED64),
        Field.one(MetricsFields.Exemplar.AS_DOUBLE, "as_double", FieldKind.DOUBLE).in("value"),
        Field.one(MetricsFields.Exemplar.SPAN_ID, "span_id", FieldKind.SPAN_ID),
        Field.one(MetricsFields.Exemplar.TRACE_ID, "trace_id", FieldKind.TRACE_ID),
        Field.one(MetricsFields.Exemplar.AS_INT, "as_int", FieldKind.SFIXED64).in("value"),
        Field.many(MetricsFields.Exemplar.FILTERED_ATTRIBUTES, "filtered_attributes", KEY_VALUE));
  }

  private static void defineLogs() {
    RESOURCE_LOGS.define(
        Field.one(LogsFields.ResourceLogs.RESOURCE, "resource", RESOURCE),
        Field.many(LogsFields.ResourceLogs.SCOPE_LOGS, "scope_logs", SCOPE_LOGS),
        Field.one(LogsFields.ResourceLogs.SCHEMA_URL, "schema_url", FieldKind.STRING));
    SCOPE_LOGS.define(
        Field.one(LogsFields.ScopeLogs.SCOPE, "scope", INSTRUMENTATION_SCOPE),
        Field.many(LogsFields.ScopeLogs.LOG_RECORDS, "log_records", LOG_RECORD),
        Field.one(LogsFields.ScopeLogs.SCHEMA_URL, "schema_url", FieldKind.STRING));
    LOG_RECORD.define(
        Field.one(LogsFields.LogRecord.TIME_UNIX_NANO, "time_unix_nano", FieldKind.FIXED64),
        Field.one(LogsFields.LogRecord.SEVERITY_NUMBER, "severity_number", FieldKind.ENUM),
        Field.one(LogsFields.LogRecord.SEVERITY_TEXT, "severity_text", FieldKind.STRING),
        Field.one(LogsFields.LogRecord.BODY, "body", ANY_VALUE),
        Field.many(LogsFields.LogRecord.ATTRIBUTES, "attributes", KEY_VALUE),
        Field.one(
            LogsFields.LogRecord.DROPPED_ATTRIBUTES_COUNT,
            "dropped_attributes_count",
            FieldKind.UINT32),
        Field.one(LogsFields.LogRecord.FLAGS, "flags", FieldKind.FIXED32),
        Field.one(LogsFields.LogRecord.TRACE_ID, "trace_id", FieldKind.TRACE_ID),
        Field.one(LogsFields.LogRecord.SPAN_ID, "span_id", FieldKind.SPAN_ID),
        Field.one(
            LogsFields.LogRecord.OBSERVED_TIME_UNIX_NANO,
            "observed_time_unix_nano",
            FieldKind.FIXED64),
        Field.one(LogsFields.LogRecord.EVENT_NAME, "event_name", FieldKind.STRING));
  }

  private static void defineCollector() {
    EXPORT_TRACE_SERVICE_REQUEST.define(
        Field.many(
            CollectorFields.ExportTraceServiceRequest.RESOURCE_SPANS,
            "resource_spans",
            RESOURCE_SPANS));
    EXPORT_METRICS_SERVICE_REQUEST.define(
        Field.many(
            CollectorFields.ExportMetricsServiceRequest.RESOURCE_METRICS,
            "resource_metrics",
            RESOURCE_METRICS));
    EXPORT_LOGS_SERVICE_REQUEST.define(
        Field.many(
            CollectorFields.ExportLogsServiceRequest.RESOURCE_LOGS,
            "resource_logs",
            RESOURCE_LOGS));
  }
}
