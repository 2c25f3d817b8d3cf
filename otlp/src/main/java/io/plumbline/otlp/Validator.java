package io.plumbline.otlp;

import io.plumbline.otlp.Malformed.Reason;
import io.plumbline.otlp.schema.Field;
import io.plumbline.otlp.schema.FieldKind;
import io.plumbline.otlp.schema.MessageType;
import io.plumbline.otlp.schema.TagAction;
import io.plumbline.otlp.wire.Utf8;
import io.plumbline.otlp.wire.WireType;
import org.jspecify.annotations.Nullable;

/**
 * One check of one export request, down to the last nested message, that also counts the items.
 *
 * <p>Looks at each byte at most once, keeps nothing but the position, and recurses at most {@link
 * Batch#DEPTH_MAX} times, so time is linear in the input and memory and stack are constant.
 */
final class Validator {
  private static final int TRACE_ID_BYTES = 16;
  private static final int SPAN_ID_BYTES = 8;
  private static final long TAG_MAX = 0xFFFF_FFFFL;

  private final byte[] buffer;
  private int position;
  private long value;
  private int itemCount;
  private boolean mergeNeeded;

  // Set by the first failure; the path grows at its front while the recursion unwinds.
  private Reason reason = Reason.TRUNCATED;
  private String what = "";
  private int failureOffset;
  private String path = "";

  Validator(byte[] buffer) {
    this.buffer = buffer;
  }

  /** Returns null when the bytes are a well-formed message of this type. */
  @Nullable Malformed validate(MessageType type) {
    position = 0;
    if (message(type, buffer.length, 0)) {
      return null;
    }
    return new Malformed(reason, path, what, failureOffset);
  }

  /** Spans, data points or log records seen. */
  int itemCount() {
    return itemCount;
  }

  /** Whether a singular message occurs twice somewhere, which {@link Merger} makes one of. */
  boolean mergeNeeded() {
    return mergeNeeded;
  }

  /**
   * Checks the message from the position up to {@code end}.
   *
   * <p>Field by field, {@link #glance} first: it knows what telemetry mostly consists of. What it
   * does not know, and all that is wrong, is read again here, so only this way fails and says why.
   */
  private boolean message(MessageType type, int end, int depth) {
    if (type.isItem()) {
      itemCount++;
    }
    byte[] actions = type.actions();
    int start = position;
    long seen = 0;
    int fieldStart = start;
    while (fieldStart < end) {
      int next = glance(actions, fieldStart, end, depth);
      if (next >= 0) {
        fieldStart = next;
        continue;
      }
      position = fieldStart;
      if (!tag(end)) {
        return false;
      }
      int tag = (int) value;
      Field field = type.field(WireType.fieldNumber(tag));
      if (field == null) {
        if (!unknown(tag, fieldStart, end)) {
          return false;
        }
      } else {
        if ((seen & field.mergeGroup()) != 0) {
          mergeNeeded = true;
        }
        seen |= field.mergeGroup();
        if (!known(field, tag, fieldStart, end, depth)) {
          path = FieldPath.prepend(buffer, start, fieldStart, field, path);
          return false;
        }
      }
      fieldStart = position;
    }
    position = end;
    return true;
  }

  /**
   * Where the field at {@code at} ends when it is of a usual kind and well-formed, else -1. Neither
   * reads nor moves the position.
   */
  private int glance(byte[] actions, int at, int end, int depth) {
    int tag = buffer[at];
    int value = at + 1;
    if (tag < 0 || value == end) {
      return -1;
    }
    int next =
        switch (actions[tag]) {
          case TagAction.VARINT -> buffer[value] < 0 ? -1 : value + 1;
          case TagAction.FIXED32 -> value + Integer.BYTES;
          case TagAction.FIXED64 -> value + Long.BYTES;
          case TagAction.TRACE_ID ->
              buffer[value] == TRACE_ID_BYTES ? value + 1 + TRACE_ID_BYTES : -1;
          case TagAction.SPAN_ID -> buffer[value] == SPAN_ID_BYTES ? value + 1 + SPAN_ID_BYTES : -1;
          case TagAction.BYTES -> buffer[value] < 0 ? -1 : value + 1 + buffer[value];
          case TagAction.STRING -> string(value, end);
          case TagAction.ATTRIBUTE -> attribute(value, end, depth);
          default -> -1;
        };
    return next <= end ? next : -1;
  }

  private int string(int at, int end) {
    int length = buffer[at];
    int next = at + 1 + length;
    return length >= 0 && next <= end && Utf8.isAscii(buffer, at + 1, next) ? next : -1;
  }

  private int attribute(int at, int end, int depth) {
    int length = buffer[at];
    int next = at + 1 + length;
    return length >= 0
            && next <= end
            && depth + PlainAttribute.DEPTH <= Batch.DEPTH_MAX
            && PlainAttribute.matches(buffer, at + 1, next)
        ? next
        : -1;
  }

  private boolean tag(int end) {
    int start = position;
    if (!varint(end)) {
      return false;
    }
    if (value < 0 || value > TAG_MAX) {
      return fail(Reason.TAG, "tag must be at most 32 bits: " + Long.toHexString(value), start);
    }
    if (WireType.fieldNumber((int) value) == 0) {
      return fail(Reason.TAG, "field number must not be 0", start);
    }
    return true;
  }

  private boolean known(Field field, int tag, int fieldStart, int end, int depth) {
    FieldKind kind = field.kind();
    int wireType = WireType.of(tag);
    if (wireType != kind.wireType()) {
      if (field.repeated() && kind.isNumber() && wireType == WireType.LENGTH_DELIMITED) {
        return length(end) && packed(kind, position + (int) value);
      }
      return fail(
          Reason.WIRE_TYPE, "wire type must be " + kind.wireType() + ": " + wireType, fieldStart);
    }
    return switch (wireType) {
      case WireType.VARINT -> varint(end);
      case WireType.FIXED64 -> fixed(Long.BYTES, end);
      case WireType.FIXED32 -> fixed(Integer.BYTES, end);
      default -> length(end) && delimited(field, position + (int) value, depth);
    };
  }

  private boolean delimited(Field field, int end, int depth) {
    FieldKind kind = field.kind();
    if (kind == FieldKind.MESSAGE) {
      return nested(field.message(), end, depth);
    }
    if (kind == FieldKind.STRING && !Utf8.isValid(buffer, position, end - position)) {
      return fail(Reason.UTF8, "string must be UTF-8", position);
    }
    if (kind == FieldKind.TRACE_ID && !idLength(end - position, TRACE_ID_BYTES)) {
      return false;
    }
    if (kind == FieldKind.SPAN_ID && !idLength(end - position, SPAN_ID_BYTES)) {
      return false;
    }
    position = end;
    return true;
  }

  private boolean nested(MessageType type, int end, int depth) {
    if (depth == Batch.DEPTH_MAX) {
      return fail(
          Reason.NESTING, "messages must nest at most " + Batch.DEPTH_MAX + " deep", position);
    }
    return message(type, end, depth + 1);
  }

  private boolean idLength(int length, int expected) {
    return length == expected
        || length == 0
        || fail(
            Reason.ID_LENGTH, "id must be " + expected + " bytes or empty: " + length, position);
  }

  private boolean packed(FieldKind kind, int end) {
    if (kind.wireType() == WireType.VARINT) {
      while (position < end) {
        if (!varint(end)) {
          return false;
        }
      }
      return true;
    }
    int size = kind.wireType() == WireType.FIXED64 ? Long.BYTES : Integer.BYTES;
    if ((end - position) % size != 0) {
      return fail(
          Reason.TRUNCATED,
          "packed numbers must be a multiple of " + size + " bytes: " + (end - position),
          position);
    }
    position = end;
    return true;
  }

  private boolean unknown(int tag, int fieldStart, int end) {
    return switch (WireType.of(tag)) {
      case WireType.VARINT -> varint(end);
      case WireType.FIXED64 -> fixed(Long.BYTES, end);
      case WireType.FIXED32 -> fixed(Integer.BYTES, end);
      case WireType.LENGTH_DELIMITED -> length(end) && pass((int) value);
      case WireType.START_GROUP, WireType.END_GROUP ->
          fail(Reason.WIRE_TYPE, "groups are not part of proto3: tag " + tag, fieldStart);
      default -> fail(Reason.TAG, "wire type must be 0, 1, 2 or 5: tag " + tag, fieldStart);
    };
  }

  private boolean pass(int length) {
    position += length;
    return true;
  }

  /** Reads a length into {@link #value} and leaves the position where the content begins. */
  private boolean length(int end) {
    int start = position;
    if (start < end && buffer[start] >= 0 && buffer[start] < end - start) {
      value = buffer[start];
      position = start + 1;
      return true;
    }
    if (!varint(end)) {
      return false;
    }
    if (value < 0 || value > Integer.MAX_VALUE) {
      return fail(
          Reason.LENGTH, "length must be below 2 GiB: " + Long.toUnsignedString(value), start);
    }
    if (value > end - position) {
      return fail(
          Reason.TRUNCATED,
          "length must be at most the " + (end - position) + " bytes that are left: " + value,
          start);
    }
    return true;
  }

  private boolean fixed(int size, int end) {
    if (end - position < size) {
      return fail(
          Reason.TRUNCATED, "number must have " + size + " bytes: " + (end - position), position);
    }
    position += size;
    return true;
  }

  /** Reads a varint into {@link #value}. */
  private boolean varint(int end) {
    if (position < end && buffer[position] >= 0) {
      value = buffer[position++];
      return true;
    }
    return longVarint(end);
  }

  private boolean longVarint(int end) {
    int start = position;
    long result = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (position == end) {
        return fail(Reason.TRUNCATED, "varint must end before its message does", start);
      }
      byte next = buffer[position++];
      result |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        value = result;
        return true;
      }
    }
    return fail(Reason.VARINT, "varint must be at most 10 bytes", start);
  }

  private boolean fail(Reason reason, String what, int offset) {
    this.reason = reason;
    this.what = what;
    failureOffset = offset;
    return false;
  }
}
