package io.plumbline.engine.transport.grpc;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Passes messages through as bytes. Receiving copies a message once, from the transport's buffers
 * to an array of its exact size; sending writes the array into the transport's buffers with one
 * call.
 */
final class BytesMarshaller implements MethodDescriptor.Marshaller<byte[]> {
  static final BytesMarshaller INSTANCE = new BytesMarshaller();

  private BytesMarshaller() {}

  @Override
  public InputStream stream(byte[] message) {
    return new MessageStream(List.of(message));
  }

  /** Throws a {@link io.grpc.StatusRuntimeException} that says what is wrong with the message. */
  @Override
  public byte[] parse(InputStream stream) {
    try {
      if (!(stream instanceof KnownLength)) {
        // Compressed: only the end of the stream tells how long the message is. The transport
        // stops the stream at the largest size allowed.
        return stream.readAllBytes();
      }
      byte[] message = new byte[stream.available()];
      int count = stream.readNBytes(message, 0, message.length);
      assert count == message.length : "stream ended at " + count + " of " + message.length;
      return message;
    } catch (IOException e) {
      throw Status.INVALID_ARGUMENT
          .withDescription("the message could not be decompressed: " + e.getMessage())
          .withCause(e)
          .asRuntimeException();
    }
  }
}
