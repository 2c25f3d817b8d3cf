package io.plumbline.engine.transport.grpc;

import io.grpc.MethodDescriptor;
import io.plumbline.otlp.Signal;

/**
 * The {@code Export} methods of the OTLP services, from {@code
 * opentelemetry/proto/collector/*}{@code /v1/*_service.proto}, with requests and responses as
 * bytes.
 */
public final class ExportMethod {
  private static final MethodDescriptor<byte[], byte[]> TRACES =
      method("opentelemetry.proto.collector.trace.v1.TraceService");
  private static final MethodDescriptor<byte[], byte[]> METRICS =
      method("opentelemetry.proto.collector.metrics.v1.MetricsService");
  private static final MethodDescriptor<byte[], byte[]> LOGS =
      method("opentelemetry.proto.collector.logs.v1.LogsService");

  private ExportMethod() {}

  public static MethodDescriptor<byte[], byte[]> of(Signal signal) {
    return switch (signal) {
      case TRACES -> TRACES;
      case METRICS -> METRICS;
      case LOGS -> LOGS;
    };
  }

  private static MethodDescriptor<byte[], byte[]> method(String service) {
    return MethodDescriptor.newBuilder(BytesMarshaller.INSTANCE, BytesMarshaller.INSTANCE)
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(service, "Export"))
        .setSafe(false)
        .build();
  }
}
