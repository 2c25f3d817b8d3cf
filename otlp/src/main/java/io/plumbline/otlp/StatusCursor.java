package io.plumbline.otlp;

import io.plumbline.otlp.schema.TraceFields.Status;
import io.plumbline.otlp.wire.Slice;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;

/** A view of a span's {@code Status}. */
public final class StatusCursor {
  private final WireReader reader = new WireReader();
  private int offset;
  private int length;
  private final Slice message = new Slice();
  private int code;

  /** Views the {@code Status} at this place. */
  public StatusCursor wrap(byte[] buffer, int offset, int length) {
    this.offset = offset;
    this.length = length;
    reset();
    reader.wrap(buffer, offset, length);
    while (reader.hasRemaining()) {
      int tag = reader.readTag();
      switch (WireType.fieldNumber(tag)) {
        case Status.MESSAGE -> reader.readSlice(message);
        case Status.CODE -> code = (int) reader.readVarint();
        default -> reader.skip(tag);
      }
    }
    return this;
  }

  private void reset() {
    message.clear();
    code = 0;
  }

  public Slice message() {
    return message;
  }

  /** 0 unset, 1 ok, 2 error; others are not defined. */
  public int code() {
    return code;
  }

  public byte[] buffer() {
    return reader.buffer();
  }

  /** Where the message begins in {@link #buffer}. */
  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }
}
