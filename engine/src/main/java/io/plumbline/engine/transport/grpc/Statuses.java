package io.plumbline.engine.transport.grpc;

import io.grpc.Metadata;
import io.grpc.Status;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.transport.RpcStatus;
import org.jspecify.annotations.Nullable;

/**
 * Statuses of calls as grpc-java has them: code and text in its {@link Status}, the details of
 * {@code google.rpc.Status} as bytes in the trailers.
 */
final class Statuses {
  /** Where every gRPC implementation looks for a serialised {@code google.rpc.Status}. */
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private Statuses() {}

  static Status toGrpc(RpcStatus status) {
    return Status.fromCodeValue(status.code().number()).withDescription(status.message());
  }

  /** The trailers that go with a status; without a delay the code and the text say everything. */
  static Metadata trailers(RpcStatus status) {
    Metadata trailers = new Metadata();
    if (status.retryDelay() != null) {
      trailers.put(DETAILS, status.toBytes());
    }
    return trailers;
  }

  /** What the peer said, with its delay when the details can be read. */
  static RpcStatus fromGrpc(Status status, @Nullable Metadata trailers) {
    StatusCode code = RpcStatus.codeOf(status.getCode().value());
    String description = status.getDescription() == null ? "" : status.getDescription();
    byte[] bytes = trailers == null ? null : trailers.get(DETAILS);
    RpcStatus details = bytes == null ? null : RpcStatus.read(bytes);
    return new RpcStatus(code, description, details == null ? null : details.retryDelay());
  }
}
