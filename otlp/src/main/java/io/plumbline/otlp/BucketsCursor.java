package io.plumbline.otlp;

import io.plumbline.otlp.schema.MetricsFields.Buckets;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;

/** A view of one side of an exponential histogram. */
public final class BucketsCursor {
  private final WireReader reader = new WireReader();
  private int offset;
  private int length;
  private int bucketOffset;
  private final NumbersCursor bucketCounts =
      new NumbersCursor(Buckets.BUCKET_COUNTS, WireType.VARINT);

  /** Views the {@code Buckets} at this place. */
  public BucketsCursor wrap(byte[] buffer, int offset, int length) {
    this.offset = offset;
    this.length = length;
    reset(buffer);
    reader.wrap(buffer, offset, length);
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      switch (WireType.fieldNumber(tag)) {
        case Buckets.OFFSET -> bucketOffset = (int) reader.readZigZag();
        case Buckets.BUCKET_COUNTS -> bucketCounts.add(reader, start, tag);
        default -> reader.skip(tag);
      }
    }
    return this;
  }

  private void reset(byte[] buffer) {
    bucketOffset = 0;
    bucketCounts.reset(buffer);
  }

  public int bucketOffset() {
    return bucketOffset;
  }

  /** The bucket counts, before the first; each call begins anew. */
  public NumbersCursor bucketCounts() {
    return bucketCounts.rewind();
  }

  public byte[] buffer() {
    return reader.buffer();
  }

  /** Where the message begins in {@link #buffer}. */
  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }
}
