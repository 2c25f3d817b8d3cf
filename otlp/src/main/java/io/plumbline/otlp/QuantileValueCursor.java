package io.plumbline.otlp;

import io.plumbline.otlp.schema.MetricsFields.ValueAtQuantile;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;

/** A view of the quantiles of a summary: {@link #next}, then the fields of that one. */
public final class QuantileValueCursor {
  private final WireReader reader = new WireReader();
  private final RepeatedMessages messages;
  private double quantile;
  private double value;

  QuantileValueCursor(int fieldNumber) {
    messages = new RepeatedMessages(fieldNumber);
  }

  RepeatedMessages messages() {
    return messages;
  }

  QuantileValueCursor rewind() {
    messages.rewind();
    return this;
  }

  /** How many there are in all, wherever the cursor is. */
  public int count() {
    return messages.count();
  }

  /** Moves to the next one; false after the last. */
  public boolean next() {
    if (!messages.next()) {
      return false;
    }
    read(messages.buffer(), messages.offset(), messages.length());
    return true;
  }

  private void read(byte[] buffer, int offset, int length) {
    reset();
    reader.wrap(buffer, offset, length);
    while (reader.hasRemaining()) {
      int tag = reader.readTag();
      switch (WireType.fieldNumber(tag)) {
        case ValueAtQuantile.QUANTILE -> quantile = reader.readDouble();
        case ValueAtQuantile.VALUE -> value = reader.readDouble();
        default -> reader.skip(tag);
      }
    }
  }

  private void reset() {
    quantile = 0;
    value = 0;
  }

  public double quantile() {
    return quantile;
  }

  public double value() {
    return value;
  }

  public byte[] buffer() {
    return reader.buffer();
  }

  /** Where the message begins in {@link #buffer}. */
  public int offset() {
    return messages.offset();
  }

  public int length() {
    return messages.length();
  }
}
