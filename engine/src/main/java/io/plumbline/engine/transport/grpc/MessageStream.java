package io.plumbline.engine.transport.grpc;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A message on its way out: knows its length and writes all of itself at once. */
final class MessageStream extends ByteArrayInputStream implements KnownLength, Drainable {

  MessageStream(byte[] message) {
    super(message);
  }

  @Override
  public synchronized int drainTo(OutputStream target) throws IOException {
    int drained = count - pos;
    target.write(buf, pos, drained);
    pos = count;
    return drained;
  }
}
