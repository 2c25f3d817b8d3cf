package io.plumbline.engine.transport.grpc;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** A message on its way out: knows its length and writes all of itself, a piece at a time. */
final class MessageStream extends InputStream implements KnownLength, Drainable {
  private final List<byte[]> pieces;
  private int index;

  /** Within the piece at the index. */
  private int position;

  private int remaining;

  MessageStream(List<byte[]> pieces) {
    this.pieces = pieces;
    for (byte[] piece : pieces) {
      remaining += piece.length;
    }
  }

  @Override
  public int available() {
    return remaining;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (remaining == 0) {
      return length == 0 ? 0 : -1;
    }
    byte[] piece = current();
    int count = Math.min(length, piece.length - position);
    System.arraycopy(piece, position, target, offset, count);
    position += count;
    remaining -= count;
    return count;
  }

  @Override
  public int drainTo(OutputStream target) throws IOException {
    int drained = remaining;
    while (remaining > 0) {
      byte[] piece = current();
      int count = piece.length - position;
      target.write(piece, position, count);
      position += count;
      remaining -= count;
    }
    return drained;
  }

  /** The piece with the next byte; there is one. */
  private byte[] current() {
    while (position == pieces.get(index).length) {
      index++;
      position = 0;
    }
    return pieces.get(index);
  }
}
