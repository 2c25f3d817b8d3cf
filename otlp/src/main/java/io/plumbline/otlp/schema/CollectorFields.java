package io.plumbline.otlp.schema;

/**
 * Field numbers of {@code opentelemetry/proto/collector/trace/v1/trace_service.proto}, {@code
 * opentelemetry/proto/collector/metrics/v1/metrics_service.proto}, {@code
 * opentelemetry/proto/collector/logs/v1/logs_service.proto}.
 */
public final class CollectorFields {
  private CollectorFields() {}

  public static final class ExportTraceServiceRequest {
    public static final int RESOURCE_SPANS = 1;

    private ExportTraceServiceRequest() {}
  }

  public static final class ExportTraceServiceResponse {
    public static final int PARTIAL_SUCCESS = 1;

    private ExportTraceServiceResponse() {}
  }

  public static final class ExportTracePartialSuccess {
    public static final int REJECTED_SPANS = 1;
    public static final int ERROR_MESSAGE = 2;

    private ExportTracePartialSuccess() {}
  }

  public static final class ExportMetricsServiceRequest {
    public static final int RESOURCE_METRICS = 1;

    private ExportMetricsServiceRequest() {}
  }

  public static final class ExportMetricsServiceResponse {
    public static final int PARTIAL_SUCCESS = 1;

    private ExportMetricsServiceResponse() {}
  }

  public static final class ExportMetricsPartialSuccess {
    public static final int REJECTED_DATA_POINTS = 1;
    public static final int ERROR_MESSAGE = 2;

    private ExportMetricsPartialSuccess() {}
  }

  public static final class ExportLogsServiceRequest {
    public static final int RESOURCE_LOGS = 1;

    private ExportLogsServiceRequest() {}
  }

  public static final class ExportLogsServiceResponse {
    public static final int PARTIAL_SUCCESS = 1;

    private ExportLogsServiceResponse() {}
  }

  public static final class ExportLogsPartialSuccess {
    public static final int REJECTED_LOG_RECORDS = 1;
    public static final int ERROR_MESSAGE = 2;

    private ExportLogsPartialSuccess() {}
  }
}
