package io.plumbline.gateway.exporter.elasticsearch.document;

import io.plumbline.otlp.wire.Slice;

/** Members that several kinds of document have; each with a comma before, or nothing if empty. */
final class Members {
  static final byte[] TRACE_ID = JsonBuffer.ascii(",\"trace_id\":\"");
  static final byte[] SPAN_ID = JsonBuffer.ascii(",\"span_id\":\"");
  static final byte[] ATTRIBUTES = JsonBuffer.ascii(",\"attributes\":");
  static final byte[] DROPPED_ATTRIBUTES = JsonBuffer.ascii(",\"dropped_attributes_count\":");
  static final byte[] EVENT_NAME = JsonBuffer.ascii(",\"event_name\":");

  private Members() {}

  static void string(JsonBuffer json, byte[] member, Slice text) {
    if (!text.isEmpty()) {
      json.raw(member).string(text.buffer(), text.offset(), text.length());
    }
  }

  /** An id as hexadecimal; one of zeros is none. The member ends with the opening quote. */
  static void id(JsonBuffer json, byte[] member, Slice id) {
    for (int index = 0; index < id.length(); index++) {
      if (id.byteAt(index) != 0) {
        json.raw(member).hex(id.buffer(), id.offset(), id.length()).raw('"');
        return;
      }
    }
  }

  static void count(JsonBuffer json, byte[] member, int unsigned) {
    if (unsigned != 0) {
      json.raw(member).unsigned(Integer.toUnsignedLong(unsigned));
    }
  }
}
