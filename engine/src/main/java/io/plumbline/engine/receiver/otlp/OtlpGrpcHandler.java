package io.plumbline.engine.receiver.otlp;

import io.plumbline.engine.transport.ExportResponse;
import io.plumbline.engine.transport.RpcStatus;
import io.plumbline.engine.transport.grpc.GrpcAnswer;
import io.plumbline.engine.transport.grpc.GrpcHandler;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;

/** Answers the {@code Export} method of one signal. */
final class OtlpGrpcHandler implements GrpcHandler {
  private final Signal signal;
  private final Intake intake;

  OtlpGrpcHandler(Signal signal, Intake intake) {
    this.signal = signal;
    this.intake = intake;
  }

  @Override
  public GrpcAnswer handle(byte[] request) {
    return switch (intake.take(Batch.read(signal, request))) {
      case Intake.Success(ExportResponse response) -> GrpcAnswer.reply(response.toBytes());
      case Intake.Failure(RpcStatus status) -> new GrpcAnswer.Failure(status);
    };
  }
}
