package io.plumbline.otlp.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Fixed-size numbers in byte arrays, in the order of the wire format. */
public final class LittleEndian {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  public static int getInt(byte[] buffer, int offset) {
    return (int) INT.get(buffer, offset);
  }

  public static long getLong(byte[] buffer, int offset) {
    return (long) LONG.get(buffer, offset);
  }

  static void putInt(byte[] buffer, int offset, int value) {
    INT.set(buffer, offset, value);
  }

  static void putLong(byte[] buffer, int offset, long value) {
    LONG.set(buffer, offset, value);
  }
}
