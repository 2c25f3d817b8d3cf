package io.plumbline.gateway.exporter.elasticsearch.document;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.util.HexFormat;
import java.util.List;

/** Short ways to write telemetry down, for tests. */
final class Telemetry {
  private Telemetry() {}

  static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  static KeyValue string(String key, String value) {
    return attribute(key, text(value));
  }

  static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  static AnyValue text(String value) {
    return AnyValue.newBuilder().setStringValue(value).build();
  }

  static AnyValue number(double value) {
    return AnyValue.newBuilder().setDoubleValue(value).build();
  }

  static AnyValue number(long value) {
    return AnyValue.newBuilder().setIntValue(value).build();
  }

  static AnyValue array(AnyValue... values) {
    return AnyValue.newBuilder()
        .setArrayValue(ArrayValue.newBuilder().addAllValues(List.of(values)))
        .build();
  }

  static AnyValue map(KeyValue... values) {
    return AnyValue.newBuilder()
        .setKvlistValue(KeyValueList.newBuilder().addAllValues(List.of(values)))
        .build();
  }

  static Batch logs(LogRecord... records) {
    return logs(Resource.getDefaultInstance(), "", records);
  }

  static Batch logs(Resource resource, String scopeName, LogRecord... records) {
    ScopeLogs.Builder scope = ScopeLogs.newBuilder().addAllLogRecords(List.of(records));
    if (!scopeName.isEmpty()) {
      scope.setScope(InstrumentationScope.newBuilder().setName(scopeName));
    }
    return Documents.batch(
        Signal.LOGS,
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(ResourceLogs.newBuilder().setResource(resource).addScopeLogs(scope))
            .build());
  }

  static Batch metrics(Metric... metrics) {
    return Documents.batch(
        Signal.METRICS,
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(
                ResourceMetrics.newBuilder()
                    .addScopeMetrics(ScopeMetrics.newBuilder().addAllMetrics(List.of(metrics))))
            .build());
  }
}
