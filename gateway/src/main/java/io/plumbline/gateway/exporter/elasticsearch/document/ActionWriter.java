package io.plumbline.gateway.exporter.elasticsearch.document;

import io.plumbline.otlp.wire.Slice;

/** Writes the action line of a document and the beginning of its own. Not thread-safe. */
final class ActionWriter {
  private static final byte[] ID = JsonBuffer.ascii("\"_id\":");
  private static final byte[] PIPELINE = JsonBuffer.ascii(",\"pipeline\":");
  private static final byte[] REQUIRE_DATA_STREAM =
      JsonBuffer.ascii(",\"require_data_stream\":true");
  private static final byte[] TIMESTAMP = JsonBuffer.ascii("}}\n{\"@timestamp\":");
  private static final byte[] NO_ID = new byte[0];

  private final BulkBody body;
  private final byte[] pipeline;

  /**
   * @param pipeline of all documents, "" for none
   */
  ActionWriter(BulkBody body, String pipeline) {
    this.body = body;
    this.pipeline =
        pipeline.isEmpty()
            ? new byte[0]
            : new JsonBuffer(64).raw(PIPELINE).string(pipeline).copyFrom(0);
  }

  /** Begins a document with an id of ours; {@link #end} follows, after more members if any. */
  JsonBuffer begin(Route route, byte[] id) {
    return route.idsRefused()
        ? body.begin(route, NO_ID, 0).raw(route.action())
        : body.begin(route, id, DocumentIds.LENGTH).raw(route.action());
  }

  /** Begins a document with the id that its sender gave it. */
  JsonBuffer beginWithSendersId(Route route, Slice id) {
    JsonBuffer json = body.begin(route, NO_ID, 0);
    json.raw(ID).string(id.buffer(), id.offset(), id.length()).raw(',');
    return json.raw(route.action());
  }

  /** Ends the action line and begins the document with its time. */
  void end(JsonBuffer json, Route route, long unixNanos) {
    json.raw(pipeline);
    endWithPipeline(json, route, unixNanos);
  }

  /** As {@link #end}, with a pipeline of its own. */
  void end(JsonBuffer json, Route route, Slice ownPipeline, long unixNanos) {
    json.raw(PIPELINE);
    json.string(ownPipeline.buffer(), ownPipeline.offset(), ownPipeline.length());
    endWithPipeline(json, route, unixNanos);
  }

  private static void endWithPipeline(JsonBuffer json, Route route, long unixNanos) {
    if (route.isDataStream()) {
      json.raw(REQUIRE_DATA_STREAM);
    }
    json.raw(TIMESTAMP).timestamp(unixNanos).raw(route.dataStreamField());
  }
}
