package io.plumbline.engine.transport.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.plumbline.otlp.Signal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The {@code Export} methods of the OTLP services, from {@code
 * opentelemetry/proto/collector/*}{@code /v1/*_service.proto}, with requests and responses as
 * bytes.
 */
public final class ExportMethod {
  private static final Map<Signal, MethodDescriptor<byte[], byte[]>> WHOLE =
      methods(BytesMarshaller.INSTANCE);
  private static final Map<Signal, MethodDescriptor<List<byte[]>, byte[]>> IN_PIECES =
      methods(PiecesMarshaller.INSTANCE);

  private ExportMethod() {}

  public static MethodDescriptor<byte[], byte[]> of(Signal signal) {
    return Objects.requireNonNull(WHOLE.get(signal));
  }

  /** The same method for who has a request in pieces. */
  public static MethodDescriptor<List<byte[]>, byte[]> inPieces(Signal signal) {
    return Objects.requireNonNull(IN_PIECES.get(signal));
  }

  private static <T> Map<Signal, MethodDescriptor<T, byte[]>> methods(Marshaller<T> requests) {
    Map<Signal, MethodDescriptor<T, byte[]>> methods = new EnumMap<>(Signal.class);
    for (Signal signal : Signal.values()) {
      methods.put(
          signal,
          MethodDescriptor.newBuilder(requests, BytesMarshaller.INSTANCE)
              .setType(MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(MethodDescriptor.generateFullMethodName(service(signal), "Export"))
              .setSafe(false)
              .build());
    }
    return methods;
  }

  private static String service(Signal signal) {
    return switch (signal) {
      case TRACES -> "opentelemetry.proto.collector.trace.v1.TraceService";
      case METRICS -> "opentelemetry.proto.collector.metrics.v1.MetricsService";
      case LOGS -> "opentelemetry.proto.collector.logs.v1.LogsService";
    };
  }
}
