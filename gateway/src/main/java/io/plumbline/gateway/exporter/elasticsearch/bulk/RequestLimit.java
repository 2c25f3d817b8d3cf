package io.plumbline.gateway.exporter.elasticsearch.bulk;

/**
 * The largest request to make, learned from nodes and proxies that refuse larger ones (their {@code
 * http.max_content_length} and the like can't be asked for). Thread-safe.
 */
public final class RequestLimit {
  /** Below this it is the document that is too large, not the request. */
  private static final int LEARNED_MIN = 64 * 1024;

  private volatile int bytes;

  RequestLimit(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of uncompressed lines. */
  public int bytes() {
    return bytes;
  }

  /** A request of this size was too large; the size to try instead. */
  int lower(int refusedBytes) {
    int half = refusedBytes / 2;
    bytes = Math.max(LEARNED_MIN, Math.min(bytes, half));
    return half;
  }
}
