package io.plumbline.engine.processor.probabilisticsampler;

import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;
import io.plumbline.otlp.wire.WireWriter;

/** Copies the fields of a message but one. Not safe for use by several threads. */
final class FieldCopier {
  private final WireReader reader = new WireReader();

  void copyWithout(int leftOut, byte[] buffer, int offset, int length, WireWriter out) {
    reader.wrap(buffer, offset, length);
    int copied = offset;
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      reader.skip(tag);
      if (WireType.fieldNumber(tag) == leftOut) {
        out.writeRaw(buffer, copied, start - copied);
        copied = reader.position();
      }
    }
    out.writeRaw(buffer, copied, reader.position() - copied);
  }
}
