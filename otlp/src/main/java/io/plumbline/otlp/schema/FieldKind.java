package io.plumbline.otlp.schema;

import io.plumbline.otlp.wire.WireType;

/** What a field's value is, and so how it is encoded. */
public enum FieldKind {
  BOOL(WireType.VARINT),
  ENUM(WireType.VARINT),
  INT32(WireType.VARINT),
  INT64(WireType.VARINT),
  UINT32(WireType.VARINT),
  UINT64(WireType.VARINT),
  SINT32(WireType.VARINT),
  FIXED32(WireType.FIXED32),
  FIXED64(WireType.FIXED64),
  SFIXED64(WireType.FIXED64),
  DOUBLE(WireType.FIXED64),
  STRING(WireType.LENGTH_DELIMITED),
  BYTES(WireType.LENGTH_DELIMITED),
  /** Bytes that must be 16 or none. */
  TRACE_ID(WireType.LENGTH_DELIMITED),
  /** Bytes that must be 8 or none. */
  SPAN_ID(WireType.LENGTH_DELIMITED),
  MESSAGE(WireType.LENGTH_DELIMITED);

  private final int wireType;

  FieldKind(int wireType) {
    this.wireType = wireType;
  }

  /** The wire type of one value; repeated numbers also come packed, length-delimited. */
  public int wireType() {
    return wireType;
  }

  public boolean isNumber() {
    return wireType != WireType.LENGTH_DELIMITED;
  }
}
