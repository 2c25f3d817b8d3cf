package io.plumbline.otlp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The bytes of one OTLP export request ({@code ExportTraceServiceRequest} and its siblings), its
 * signal and the number of items in it: spans, data points or log records.
 *
 * <p>Immutable: whoever holds the array must not write to it any more. The bytes are well-formed
 * down to the last nested message, because they were checked at the door or code of ours wrote
 * them; cursors rely on that.
 */
public final class Batch implements ReadResult {
  /** How deep messages may nest: protobuf's default in Java and C++, {@code CodedInputStream}. */
  public static final int DEPTH_MAX = 100;

  private final Signal signal;
  private final int sizeBytes;
  private final int itemCount;

  /** One behind the other they are the request; becomes one array once somebody asks for that. */
  private volatile List<byte[]> pieces;

  private Batch(Signal signal, List<byte[]> pieces, int sizeBytes, int itemCount) {
    this.signal = signal;
    this.pieces = pieces;
    this.sizeBytes = sizeBytes;
    this.itemCount = itemCount;
  }

  private Batch(Signal signal, byte[] bytes, int itemCount) {
    this(signal, List.of(bytes), bytes.length, itemCount);
  }

  /** A batch of bytes that are known to be well-formed and to hold {@code itemCount} items. */
  public static Batch trusted(Signal signal, byte[] bytes, int itemCount) {
    return new Batch(signal, bytes, itemCount);
  }

  /**
   * Checks bytes from outside, down to the last nested message, and counts their items.
   *
   * <p>Never throws for any bytes, and takes linear time, constant stack and, except for the rare
   * sender that writes a singular message in several pieces (then the batch is a copy with them
   * merged), no memory. Stricter than protobuf in three things: a known field of another wire type
   * is refused rather than passed over as unknown, as the Collector does; so are groups, which
   * proto3 has none of, and trace and span ids of a wrong length. Unknown fields are kept.
   *
   * @param bytes the batch's from here on, so never to be written to
   */
  public static ReadResult read(Signal signal, byte[] bytes) {
    Validator validator = new Validator(bytes);
    Malformed malformed = validator.validate(signal.requestType());
    if (malformed != null) {
      return malformed;
    }
    if (!validator.mergeNeeded()) {
      return new Batch(signal, bytes, validator.itemCount());
    }
    byte[] merged = Merger.merge(signal.requestType(), bytes);
    Validator again = new Validator(merged);
    malformed = again.validate(signal.requestType());
    assert malformed == null : "merging must keep the request well-formed: " + malformed;
    assert !again.mergeNeeded() : "merging must leave nothing to merge";
    return new Batch(signal, merged, again.itemCount());
  }

  /**
   * All items of the batches in their order, as one batch: their bytes one behind the other, which
   * are not copied before somebody asks for them in {@link #bytes one array}. At least one batch,
   * all of one signal.
   *
   * @throws IllegalArgumentException when they are more than 2 GiB together
   */
  public static Batch join(List<Batch> batches) {
    Batch first = batches.getFirst();
    if (batches.size() == 1) {
      return first;
    }
    List<byte[]> pieces = new ArrayList<>(batches.size());
    long sizeBytes = 0;
    int itemCount = 0;
    for (Batch batch : batches) {
      assert batch.signal == first.signal : "signal must be " + first.signal + ": " + batch.signal;
      pieces.addAll(batch.pieces);
      sizeBytes += batch.sizeBytes();
      itemCount += batch.itemCount();
    }
    if (sizeBytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("batches must be below 2 GiB together: " + sizeBytes);
    }
    return new Batch(
        first.signal, Collections.unmodifiableList(pieces), (int) sizeBytes, itemCount);
  }

  public Signal signal() {
    return signal;
  }

  /** The export request; not a copy, so never to be written to. */
  public byte[] bytes() {
    List<byte[]> now = pieces;
    if (now.size() == 1) {
      return now.getFirst();
    }
    byte[] joined = new byte[sizeBytes];
    int position = 0;
    for (byte[] piece : now) {
      System.arraycopy(piece, 0, joined, position, piece.length);
      position += piece.length;
    }
    pieces = List.of(joined);
    return joined;
  }

  /**
   * The export request in the pieces that it consists of, for who only writes it on; not copies, so
   * never to be written to.
   */
  public List<byte[]> pieces() {
    return pieces;
  }

  public int sizeBytes() {
    return sizeBytes;
  }

  /** Spans, data points or log records in this batch. */
  public int itemCount() {
    return itemCount;
  }

  public boolean isEmpty() {
    return itemCount == 0;
  }
}
