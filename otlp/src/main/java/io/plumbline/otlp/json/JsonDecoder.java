package io.plumbline.otlp.json;

import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Malformed;
import io.plumbline.otlp.Malformed.Reason;
import io.plumbline.otlp.ReadResult;
import io.plumbline.otlp.Signal;
import io.plumbline.otlp.schema.Field;
import io.plumbline.otlp.schema.FieldKind;
import io.plumbline.otlp.schema.MessageType;
import io.plumbline.otlp.wire.WireWriter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * One reading of one export request. Tokens become fields in the order they come in; {@link
 * Batch#read} on the result then counts the items and joins what was written twice.
 */
final class JsonDecoder {
  /**
   * Strings are bounded by the request they are part of, which receivers bound; names and numbers
   * here.
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(1_000)
                  .maxNameLength(50_000)
                  // An OTLP message is a JSON object inside an array at most.
                  .maxNestingDepth(2 * Batch.DEPTH_MAX + 8)
                  .build())
          .build();

  private final WireWriter writer = new WireWriter(1024);

  ReadResult decode(Signal signal, byte[] json) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      try {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          throw new JsonMismatch(
              "an export request must be a JSON object: " + JsonValues.found(parser));
        }
        message(parser, OtlpJson.request(signal), 0);
        if (parser.nextToken() != null) {
          throw new JsonMismatch(
              "nothing must follow the export request: " + JsonValues.found(parser));
        }
      } catch (JsonMismatch mismatch) {
        return malformed(parser, mismatch.what());
      } catch (JacksonException e) {
        return malformed(parser, "JSON must be well-formed: " + e.getOriginalMessage());
      }
    }
    return Batch.read(signal, writer.toByteArray());
  }

  private static Malformed malformed(JsonParser parser, String what) {
    String pointer = parser.streamReadContext().pathAsPointer().toString();
    long offset = parser.currentTokenLocation().getByteOffset();
    return new Malformed(Reason.JSON, pointer, what, Math.clamp(offset, 0, Integer.MAX_VALUE));
  }

  /** The fields of an object whose opening brace was just read, up to its closing brace. */
  private void message(JsonParser parser, MessageType type, int depth) throws JsonMismatch {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      Field field = JsonNames.field(type, parser.currentName());
      JsonToken token = parser.nextToken();
      if (field == null) {
        parser.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        field(parser, field, depth);
      }
    }
  }

  private void field(JsonParser parser, Field field, int depth) throws JsonMismatch {
    if (!field.repeated()) {
      value(parser, field, depth);
      return;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new JsonMismatch("expected an array: " + JsonValues.found(parser));
    }
    if (field.kind().isNumber()) {
      packed(parser, field);
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_NULL) {
        value(parser, field, depth);
      }
    }
  }

  private void packed(JsonParser parser, Field field) throws JsonMismatch {
    int mark = writer.beginMessage(field.number());
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_NULL) {
        number(parser, field.kind());
      }
    }
    writer.endMessage(mark);
  }

  private void value(JsonParser parser, Field field, int depth) throws JsonMismatch {
    int number = field.number();
    switch (field.kind()) {
      case MESSAGE -> nested(parser, field, depth);
      case STRING -> writer.stringField(number, JsonValues.string(parser));
      case BYTES -> writer.bytesField(number, JsonValues.base64(parser));
      case TRACE_ID -> writer.bytesField(number, JsonValues.hex(parser, 16));
      case SPAN_ID -> writer.bytesField(number, JsonValues.hex(parser, 8));
      default -> {
        writer.writeTag(number, field.kind().wireType());
        number(parser, field.kind());
      }
    }
  }

  private void nested(JsonParser parser, Field field, int depth) throws JsonMismatch {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new JsonMismatch("expected an object: " + JsonValues.found(parser));
    }
    if (depth == Batch.DEPTH_MAX) {
      throw new JsonMismatch("messages must nest at most " + Batch.DEPTH_MAX + " deep");
    }
    int mark = writer.beginMessage(field.number());
    message(parser, field.message(), depth + 1);
    writer.endMessage(mark);
  }

  private void number(JsonParser parser, FieldKind kind) throws JsonMismatch {
    switch (kind) {
      case BOOL -> writer.writeVarint(JsonValues.bool(parser) ? 1 : 0);
      case ENUM -> writer.writeVarint(JsonValues.enumeration(parser));
      case INT32 ->
          writer.writeVarint(JsonValues.integer(parser, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case UINT32 -> writer.writeVarint(JsonValues.integer(parser, 0, 0xFFFF_FFFFL));
      case SINT32 ->
          writer.writeZigZag(JsonValues.integer(parser, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case INT64 -> writer.writeVarint(JsonValues.integer(parser, Long.MIN_VALUE, Long.MAX_VALUE));
      case UINT64 -> writer.writeVarint(JsonValues.unsigned(parser));
      case FIXED32 -> writer.writeFixed32((int) JsonValues.integer(parser, 0, 0xFFFF_FFFFL));
      case FIXED64 -> writer.writeFixed64(JsonValues.unsigned(parser));
      case SFIXED64 ->
          writer.writeFixed64(JsonValues.integer(parser, Long.MIN_VALUE, Long.MAX_VALUE));
      case DOUBLE -> writer.writeDouble(JsonValues.number(parser));
      case STRING, BYTES, TRACE_ID, SPAN_ID, MESSAGE ->
          throw new IllegalStateException("not a number: " + kind);
    }
  }
}
