package io.plumbline.engine.queue;

import io.plumbline.otlp.Batch;

/** What the size of a queue or a batch is counted in. */
public enum Sizer {
  /** Each request is 1. */
  REQUESTS,
  /** Spans, data points or log records. */
  ITEMS,
  /** Bytes of the OTLP request. */
  BYTES;

  long sizeOf(Batch batch) {
    return switch (this) {
      case REQUESTS -> 1;
      case ITEMS -> batch.itemCount();
      case BYTES -> batch.sizeBytes();
    };
  }
}
