package io.plumbline.otlp.json;

import io.plumbline.otlp.schema.Field;
import io.plumbline.otlp.schema.FieldKind;
import io.plumbline.otlp.schema.MessageType;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One writing of one export request.
 *
 * <p>JSON wants the values of a repeated field together and a single value once, while on the wire
 * they may lie apart and repeat. So each message is passed over once to see which fields it has and
 * where each was last, then its fields are written in the order of their numbers.
 */
final class JsonEncoder {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final byte[] buffer;
  private final ByteArrayOutputStream out;
  private final JsonGenerator json;

  JsonEncoder(byte[] buffer) {
    this.buffer = buffer;
    out = new ByteArrayOutputStream(2 * buffer.length + 64);
    json = FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }

  byte[] encode(MessageType type) {
    message(type, 0, buffer.length);
    json.close();
    return out.toByteArray();
  }

  private void message(MessageType type, int offset, int length) {
    json.writeStartObject();
    int[] last = lastPositions(type, offset, length);
    for (Field field : type.fields()) {
      if (last[field.number()] < 0) {
        continue;
      }
      json.writeName(JsonNames.name(field));
      if (field.repeated()) {
        repeated(field, offset, length);
      } else {
        WireReader reader = new WireReader().wrap(buffer, offset, length);
        reader.position(last[field.number()]);
        value(field, reader);
      }
    }
    json.writeEndObject();
  }

  /**
   * By field number, where the value of its last occurrence begins; -1 for none. Of a oneof only
   * the last remains.
   */
  private int[] lastPositions(MessageType type, int offset, int length) {
    int[] last = new int[type.fields().getLast().number() + 1];
    Arrays.fill(last, -1);
    WireReader reader = new WireReader().wrap(buffer, offset, length);
    while (reader.hasRemaining()) {
      int tag = reader.readTag();
      Field field = type.field(WireType.fieldNumber(tag));
      if (field != null) {
        if (!field.oneof().isEmpty()) {
          forgetOthers(type, field, last);
        }
        last[field.number()] = reader.position();
      }
      reader.skip(tag);
    }
    return last;
  }

  private static void forgetOthers(MessageType type, Field chosen, int[] last) {
    for (Field other : type.fields()) {
      if (other.oneof().equals(chosen.oneof())) {
        last[other.number()] = -1;
      }
    }
  }

  private void repeated(Field field, int offset, int length) {
    json.writeStartArray();
    WireReader reader = new WireReader().wrap(buffer, offset, length);
    while (reader.hasRemaining()) {
      int tag = reader.readTag();
      if (WireType.fieldNumber(tag) != field.number()) {
        reader.skip(tag);
      } else if (field.kind().isNumber() && WireType.of(tag) == WireType.LENGTH_DELIMITED) {
        int end = reader.readLength() + reader.position();
        while (reader.position() < end) {
          number(field.kind(), reader);
        }
      } else {
        value(field, reader);
      }
    }
    json.writeEndArray();
  }

  private void value(Field field, WireReader reader) {
    if (field.kind().isNumber()) {
      number(field.kind(), reader);
      return;
    }
    int length = reader.readLength();
    int offset = reader.position();
    switch (field.kind()) {
      case MESSAGE -> message(field.message(), offset, length);
      case STRING -> json.writeUTF8String(buffer, offset, length);
      case BYTES -> json.writeBinary(buffer, offset, length);
      case TRACE_ID, SPAN_ID ->
          json.writeString(HexFormat.of().formatHex(buffer, offset, offset + length));
      default -> throw new IllegalStateException("not delimited: " + field.kind());
    }
    reader.position(offset + length);
  }

  private void number(FieldKind kind, WireReader reader) {
    switch (kind) {
      case BOOL -> json.writeBoolean(reader.readVarint() != 0);
      case ENUM, INT32 -> json.writeNumber((int) reader.readVarint());
      case UINT32 -> json.writeNumber(reader.readVarint() & 0xFFFF_FFFFL);
      case SINT32 -> json.writeNumber((int) reader.readZigZag());
      case FIXED32 -> json.writeNumber(reader.readFixed32() & 0xFFFF_FFFFL);
      case INT64 -> json.writeString(Long.toString(reader.readVarint()));
      case UINT64 -> json.writeString(Long.toUnsignedString(reader.readVarint()));
      case FIXED64 -> json.writeString(Long.toUnsignedString(reader.readFixed64()));
      case SFIXED64 -> json.writeString(Long.toString(reader.readFixed64()));
      // Not a number and the infinities become strings, as JSON has no other way.
      case DOUBLE -> json.writeNumber(reader.readDouble());
      case STRING, BYTES, TRACE_ID, SPAN_ID, MESSAGE ->
          throw new IllegalStateException("not a number: " + kind);
    }
  }
}
