package io.plumbline.engine.transport.grpc;

import io.plumbline.engine.transport.RpcStatus;

/** What a server answers to a call, as the server says it and as a client hears it. */
public sealed interface GrpcAnswer {

  /** The call succeeded, with this message as the response; not to be written to any more. */
  static GrpcAnswer reply(byte[] message) {
    return new Reply(message);
  }

  /** The call failed; the status goes into the trailers. */
  record Failure(RpcStatus status) implements GrpcAnswer {}

  /** A class because records with arrays compare identities, which nobody expects of a record. */
  final class Reply implements GrpcAnswer {
    private final byte[] message;

    private Reply(byte[] message) {
      this.message = message;
    }

    /** Not to be written to. */
    public byte[] message() {
      return message;
    }
  }
}
