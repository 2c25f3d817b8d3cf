package io.plumbline.engine.processor.probabilisticsampler;

import io.plumbline.otlp.BatchCursor;
import io.plumbline.otlp.wire.Slice;
import io.plumbline.otlp.wire.WireWriter;

/** Finds in an item what decides about it, and writes the decision into it. One for a thread. */
interface ItemReader {
  int TRACE_ID_BYTES = 16;

  /** Fills in what the item at which the cursor stands says. */
  void read(BatchCursor at, Evidence item);

  /** Writes the item read last with the randomness and threshold it is to carry. */
  void write(BatchCursor at, Evidence item, WireWriter out);

  static boolean isZero(Slice traceId) {
    for (int index = 0; index < traceId.length(); index++) {
      if (traceId.byteAt(index) != 0) {
        return false;
      }
    }
    return true;
  }

  /** The last seven bytes of a trace id, which are random by W3C Trace Context level 2. */
  static long randomness(Slice traceId) {
    long randomness = 0;
    for (int index = TRACE_ID_BYTES - 7; index < TRACE_ID_BYTES; index++) {
      randomness = (randomness << Byte.SIZE) | (traceId.byteAt(index) & 0xff);
    }
    return randomness;
  }
}
