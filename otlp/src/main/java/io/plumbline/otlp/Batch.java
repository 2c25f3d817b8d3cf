package io.plumbline.otlp;

/**
 * The bytes of one OTLP export request ({@code ExportTraceServiceRequest} and its siblings), its
 * signal and the number of items in it: spans, data points or log records.
 *
 * <p>Immutable: whoever holds the array must not write to it any more. The bytes are well-formed
 * down to the last nested message, because they were checked at the door or code of ours wrote
 * them; cursors rely on that.
 */
public final class Batch {
  private final Signal signal;
  private final byte[] bytes;
  private final int itemCount;

  private Batch(Signal signal, byte[] bytes, int itemCount) {
    this.signal = signal;
    this.bytes = bytes;
    this.itemCount = itemCount;
  }

  /** A batch of bytes that are known to be well-formed and to hold {@code itemCount} items. */
  public static Batch trusted(Signal signal, byte[] bytes, int itemCount) {
    return new Batch(signal, bytes, itemCount);
  }

  public Signal signal() {
    return signal;
  }

  /** The export request; not a copy, so never to be written to. */
  public byte[] bytes() {
    return bytes;
  }

  public int sizeBytes() {
    return bytes.length;
  }

  /** Spans, data points or log records in this batch. */
  public int itemCount() {
    return itemCount;
  }

  public boolean isEmpty() {
    return itemCount == 0;
  }
}
