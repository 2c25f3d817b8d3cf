package io.plumbline.otlp.schema;

import io.plumbline.otlp.wire.WireType;
import org.jspecify.annotations.Nullable;

/**
 * What a check does with a field, by the field's tag: one load from a table of bytes instead of
 * questions to a {@link Field} and its {@link FieldKind}.
 */
public final class TagAction {
  /** Left to the general way: other messages, unknown fields, other wire types. */
  public static final byte OTHER = 0;

  public static final byte VARINT = 1;
  public static final byte FIXED32 = 2;
  public static final byte FIXED64 = 3;
  public static final byte STRING = 4;
  public static final byte BYTES = 5;
  public static final byte TRACE_ID = 6;
  public static final byte SPAN_ID = 7;

  /** One of repeated {@link Messages#KEY_VALUE}. */
  public static final byte ATTRIBUTE = 8;

  /** Tags of one byte: those of the fields 1 to 15. */
  private static final int TAG_COUNT = 1 << 7;

  private TagAction() {}

  /** The actions by tag, for all values that a tag of one byte can have. */
  static byte[] table(@Nullable Field[] byNumber) {
    byte[] actions = new byte[TAG_COUNT];
    for (Field field : byNumber) {
      if (field == null) {
        continue;
      }
      int tag = WireType.tag(field.number(), field.kind().wireType());
      if (tag < TAG_COUNT) {
        actions[tag] = of(field);
      }
    }
    return actions;
  }

  private static byte of(Field field) {
    return switch (field.kind()) {
      case BOOL, ENUM, INT32, INT64, UINT32, UINT64, SINT32 -> VARINT;
      case FIXED32 -> FIXED32;
      case FIXED64, SFIXED64, DOUBLE -> FIXED64;
      case STRING -> STRING;
      case BYTES -> BYTES;
      case TRACE_ID -> TRACE_ID;
      case SPAN_ID -> SPAN_ID;
      case MESSAGE -> field.repeated() && field.message() == Messages.KEY_VALUE ? ATTRIBUTE : OTHER;
    };
  }
}
