package io.plumbline.engine.transport.grpc;

import io.grpc.MethodDescriptor;
import java.io.InputStream;
import java.util.List;

/** Sends messages that are held in pieces, without joining them first. */
final class PiecesMarshaller implements MethodDescriptor.Marshaller<List<byte[]>> {
  static final PiecesMarshaller INSTANCE = new PiecesMarshaller();

  private PiecesMarshaller() {}

  @Override
  public InputStream stream(List<byte[]> message) {
    return new MessageStream(message);
  }

  @Override
  public List<byte[]> parse(InputStream stream) {
    return List.of(BytesMarshaller.INSTANCE.parse(stream));
  }
}
