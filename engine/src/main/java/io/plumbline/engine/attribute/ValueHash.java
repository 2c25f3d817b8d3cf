package io.plumbline.engine.attribute;

import io.plumbline.otlp.AnyValueCursor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The action {@code hash}: SHA-256 of a value in lower-case hex. */
final class ValueHash {
  private ValueHash() {}

  /**
   * As the Collector's {@code attraction/hasher.go}: numbers as eight bytes, little end first, a
   * bool as one; the hash of nothing, of arrays, maps and bytes is the empty string.
   */
  static String of(AnyValueCursor value) {
    byte[] input =
        switch (value.kind()) {
          case STRING -> value.stringValue().toByteArray();
          case BOOL -> new byte[] {(byte) (value.boolValue() ? 1 : 0)};
          case INT -> eightBytes(value.intValue());
          case DOUBLE -> eightBytes(Double.doubleToRawLongBits(value.doubleValue()));
          case EMPTY, BYTES, ARRAY, KVLIST -> new byte[0];
        };
    return input.length == 0 ? "" : HexFormat.of().formatHex(sha256().digest(input));
  }

  private static byte[] eightBytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }
}
