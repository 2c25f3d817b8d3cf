package io.plumbline.engine.transport.grpc;

import io.grpc.MethodDescriptor;
import java.io.InputStream;

/**
 * Hands a received message on as the transport's own stream, so that the server's handler reads it,
 * and answers for what is wrong with it, on its own thread.
 */
final class UnreadMarshaller implements MethodDescriptor.Marshaller<InputStream> {
  static final UnreadMarshaller INSTANCE = new UnreadMarshaller();

  private UnreadMarshaller() {}

  @Override
  public InputStream stream(InputStream message) {
    return message;
  }

  @Override
  public InputStream parse(InputStream stream) {
    return stream;
  }
}
