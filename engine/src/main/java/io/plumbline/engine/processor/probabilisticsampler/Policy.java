package io.plumbline.engine.processor.probabilisticsampler;

/** What a decision was based on, as the counters name it. */
enum Policy {
  TRACE_ID_HASH("trace_id_hash"),
  TRACE_ID_W3C("trace_id_w3c"),
  SAMPLING_RANDOMNESS("sampling_randomness"),
  MISSING_RANDOMNESS("missing_randomness"),
  SAMPLING_PRIORITY("sampling_priority"),
  /** The counters have the name of the attribute instead. */
  ATTRIBUTE("attribute");

  private final String tag;

  Policy(String tag) {
    this.tag = tag;
  }

  String tag() {
    return tag;
  }
}
