package io.plumbline.bench;

import io.plumbline.engine.component.StartException;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.transport.Endpoint;
import io.plumbline.engine.transport.ExportResponse;
import io.plumbline.engine.transport.InFlightBytes;
import io.plumbline.engine.transport.RpcStatus;
import io.plumbline.engine.transport.grpc.ExportMethod;
import io.plumbline.engine.transport.grpc.GrpcAnswer;
import io.plumbline.engine.transport.grpc.GrpcServer;
import io.plumbline.engine.transport.grpc.GrpcServerConfig;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.BatchCursor;
import io.plumbline.otlp.Malformed;
import io.plumbline.otlp.Signal;
import io.plumbline.otlp.wire.LittleEndian;
import io.plumbline.otlp.wire.Slice;
import java.util.Map;

/** An OTLP receiver over gRPC. */
final class OtlpSink implements Sink {
  private static final int MESSAGE_MIB = 64;

  private final SpanIds received = new SpanIds();
  private final GrpcServer server;

  private OtlpSink() {
    GrpcServerConfig defaults = GrpcServerConfig.DEFAULT;
    GrpcServerConfig config =
        new GrpcServerConfig(
            new Endpoint("127.0.0.1", 0), null, MESSAGE_MIB, 0, false, defaults.keepalive());
    server =
        new GrpcServer(
            config, InFlightBytes.ofHeap(), Map.of(ExportMethod.of(Signal.TRACES), this::take));
  }

  static OtlpSink start() throws StartException {
    OtlpSink sink = new OtlpSink();
    sink.server.start();
    return sink;
  }

  @Override
  public SpanIds received() {
    return received;
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }

  private void note(Batch batch) {
    long[] ids = new long[batch.itemCount()];
    int count = 0;
    BatchCursor cursor = new BatchCursor().wrap(batch);
    while (cursor.nextItem()) {
      Slice id = cursor.span().spanId();
      if (id.length() == Long.BYTES) {
        ids[count++] = LittleEndian.getLong(id.buffer(), id.offset());
      }
    }
    received.addAll(ids, count);
  }

  private GrpcAnswer take(byte[] request) {
    return switch (Batch.read(Signal.TRACES, request)) {
      case Batch batch -> {
        note(batch);
        yield GrpcAnswer.reply(ExportResponse.FULL.toBytes());
      }
      case Malformed malformed ->
          new GrpcAnswer.Failure(new RpcStatus(StatusCode.INVALID_ARGUMENT, malformed.message()));
    };
  }
}
