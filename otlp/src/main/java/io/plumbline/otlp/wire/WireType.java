package io.plumbline.otlp.wire;

/**
 * The lowest three bits of a tag: how long the value behind it is. See <a
 * href="https://protobuf.dev/programming-guides/encoding/#structure">Encoding, message
 * structure</a>.
 */
public final class WireType {
  public static final int VARINT = 0;
  public static final int FIXED64 = 1;
  public static final int LENGTH_DELIMITED = 2;
  public static final int START_GROUP = 3;
  public static final int END_GROUP = 4;
  public static final int FIXED32 = 5;

  private static final int BITS = 3;

  private WireType() {}

  public static int of(int tag) {
    return tag & 7;
  }

  public static int fieldNumber(int tag) {
    return tag >>> BITS;
  }

  public static int tag(int fieldNumber, int wireType) {
    return (fieldNumber << BITS) | wireType;
  }
}
